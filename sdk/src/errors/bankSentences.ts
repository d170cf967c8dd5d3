type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why a file of a bank, or for one, is refused. */
export const bankSentences: Sentences = {
  StatementTooLarge: a =>
    `The file has ${a.given} bytes, at most ${a.limit} are read; have the bank send shorter statements.`,
  FileDeclaresEntities: () =>
    'The file declares a document type or entities, which no bank does; nothing of it was read.',
  FileNotXml: a => `The file cannot be read: ${a.message}. Fetch it from the bank again.`,
  MessageUnknown: a => `The file is "${a.given}", expected "${a.expected}"; ask the bank for that version.`,
  StatementInvalid: a =>
    `The statement is not as published at ${a.path}: ${a.message}. Ask the bank for a correct one.`,
  ReportInvalid: a => `The report is not as published at ${a.path}: ${a.message}. Ask the bank for a correct one.`,
  StatementWithoutIban: a => `The statement "${a.id}" names no IBAN; ask the bank for one that does.`,
  StatementCurrencyDiffers: a =>
    `The statement "${a.id}" has an amount in ${a.given}, its account is in ${a.expected}; ask the bank for a correct one.`,
  StatementCurrencyUnknown: a => `"${a.given}" is no currency of ISO 4217; ask the bank for a correct statement.`,
  StatementSumDiffers: a =>
    `The entries of statement "${a.id}" lead to ${a.given} of the smallest unit, its closing balance is ${a.expected}; fetch it again.`,
  EntryWithoutDate: a => `The entry "${a.given}" of statement "${a.id}" has no date; ask the bank for a correct one.`,
  EntryDiffers: a =>
    `The bank stated the entry "${a.reference}" as ${a.expected} before and as ${a.given} now; ask it which is right.`,
  TransfersUnwritable: a => `A transfer cannot be written into the bank's file: ${a.message}`,
}
