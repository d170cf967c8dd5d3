import { account } from './en/account.ts'
import { agreement } from './en/agreement.ts'
import { alerts } from './en/alerts.ts'
import { amending } from './en/amending.ts'
import { archive } from './en/archive.ts'
import { attachments } from './en/attachments.ts'
import { bank } from './en/bank.ts'
import { business } from './en/business.ts'
import { clause } from './en/clause.ts'
import { common } from './en/common.ts'
import { draft } from './en/draft.ts'
import { draftMoney } from './en/draftMoney.ts'
import { drafts } from './en/drafts.ts'
import { error } from './en/error.ts'
import { facts } from './en/facts.ts'
import { home } from './en/home.ts'
import { life } from './en/life.ts'
import { proof } from './en/proof.ts'
import { rails } from './en/rails.ts'
import { whatIf } from './en/whatIf.ts'

/** Every text in English; the shape the other languages follow. */
export const en = {
  ...account,
  ...agreement,
  ...alerts,
  ...amending,
  ...archive,
  ...attachments,
  ...bank,
  ...business,
  ...common,
  ...draft,
  ...draftMoney,
  ...drafts,
  ...facts,
  ...home,
  ...proof,
  ...rails,
  ...life,
  ...whatIf,
  clause,
  error,
}
