/**
 * Preloaded into the gateways by this benchmark only (`node --import`), so that production has no
 * endpoint for it: collects garbage on SIGUSR2, that memory may be compared.
 */
process.on('SIGUSR2', () => globalThis.gc?.());
