/**
 * Which extension the companion answers to. The key goes into the manifest of every build that is not from a store, so
 * that the id is the same on every machine; its private half was thrown away, since nothing is ever signed with it.
 */

/** Public key for the manifest: DER SubjectPublicKeyInfo in base64. */
export const extensionKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAznZR8Bu5dZ8/FA+eigW0+Xm1oyfdlTcjPKYyq7pa8/TvgHFatfzVrHigXwYyiLwbFNyl29dDMV7E4dHLipQhTDOpjDmxxwfIkKHJj/BCEc9JDh/wHDGBVLLNedk67z6lkpqDsnt6cbI6bKSXJUjrJNk+V0QXIqtfnWRwzjMdizqJCWEaTaQwqg/h0BIVxWrq6oCX6sz1rUAXzOXyw6+GlVRIxALwj/dz3mFyI6Ba2Av1YaG/XOvH93yE9kVHW62BLDWIhcLgJ6SzQYzlbne7/Ey0DuWWp0Ctf2yZC/fG7uvjGQXEk56W0p/cdEyKJPAzpM7LLUyR6QJkI9Y/TDkLqwIDAQAB';

/** Chromium derives it from the key: the first 32 hex digits of sha256(DER), each digit written as a letter a to p. */
export const extensionId = 'moneefimbibohlpopfbdbgoladjdkgjp';

/** Firefox takes the id from the manifest (`browser_specific_settings.gecko.id`) instead of a key. */
export const firefoxExtensionId = 'star-export@star-export.org';
