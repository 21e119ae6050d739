/** Injection token of the app's name, as given to `runApp`. */
export const APP_NAME = Symbol('APP_NAME');
