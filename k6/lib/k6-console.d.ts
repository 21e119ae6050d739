/** What k6 has of a console; its type package leaves that to a browser's library. */
declare const console: { log(message: string): void };
