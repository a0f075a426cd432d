/** The second reader's file from the bot's environment; undefined for the shipped one. */
export function namedReader(): string | undefined {
  const given = process.env.MATGEUL_READER_FILE;
  return given === '' ? undefined : given;
}

/** The model file from the bot's environment; undefined for the shipped model. */
export function modelFile(): string | undefined {
  const given = process.env.MATGEUL_MODEL;
  return given === '' ? undefined : given;
}
