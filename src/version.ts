/** The program's version; a test holds it equal to package.json's. */
export const VERSION = "0.1.0";

/** The number both sides name in their hello; it changes when an older client could misread a newer host. */
export const PROTOCOL_VERSION = 1;
