/** Of the interface, not of the build: it grows when something is added to it. */
export const API_VERSION = '1.0.0';
