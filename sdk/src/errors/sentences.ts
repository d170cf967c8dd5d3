import { amendmentSentences } from './amendmentSentences.ts'
import { attachmentSentences } from './attachmentSentences.ts'
import { bankSentences } from './bankSentences.ts'
import { draftSentences } from './draftSentences.ts'
import { factsSentences } from './factsSentences.ts'
import { fileSentences } from './fileSentences.ts'
import { ledgerSentences } from './ledgerSentences.ts'
import { paymentsSentences } from './paymentsSentences.ts'
import { proofSentences } from './proofSentences.ts'
import { splitsSentences } from './splitsSentences.ts'
import { termsSentences } from './termsSentences.ts'

/** Every known reason and the sentence it reads as. */
export const sentences: Record<string, (args: Record<string, unknown>) => string> = {
  ...ledgerSentences,
  ...factsSentences,
  ...paymentsSentences,
  ...splitsSentences,
  ...termsSentences,
  ...amendmentSentences,
  ...fileSentences,
  ...bankSentences,
  ...proofSentences,
  ...draftSentences,
  ...attachmentSentences,
}
