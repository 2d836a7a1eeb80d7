import { notFound } from '#pkg/apperror';
import { catalogue, type CatalogueAction } from '../domain/catalogue.ts';

export type GetCatalogueAction = (name: string) => CatalogueAction;

/** A ready action. Throws `not_found`. */
export const getCatalogueAction: GetCatalogueAction = (name) => {
  const action = catalogue.find((one) => one.name === name);
  if (!action) throw notFound('action', name);
  return action;
};
