// Loaded when an address of S3 is met: the client of S3 is large.
export { openClient } from './client.js';
export { readObject } from './read-object.js';
export { S3Storage } from './s3-storage.js';
export { writeObject } from './write-object.js';
