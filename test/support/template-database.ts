/** The migrated, empty database that suites copy for themselves while others use the shared one. */
export const TEMPLATE_DATABASE = 'orchestrix_template';
