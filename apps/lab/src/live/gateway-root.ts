/** The gateway that served this page, also behind a path of a proxy's. */
export function gatewayRoot(): URL {
  return new URL('.', location.href);
}
