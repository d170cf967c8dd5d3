import type { en } from './en.ts'
import { account } from './zh/account.ts'
import { agreement } from './zh/agreement.ts'
import { alerts } from './zh/alerts.ts'
import { amending } from './zh/amending.ts'
import { archive } from './zh/archive.ts'
import { attachments } from './zh/attachments.ts'
import { bank } from './zh/bank.ts'
import { business } from './zh/business.ts'
import { clause } from './zh/clause.ts'
import { common } from './zh/common.ts'
import { draft } from './zh/draft.ts'
import { draftMoney } from './zh/draftMoney.ts'
import { drafts } from './zh/drafts.ts'
import { error } from './zh/error.ts'
import { facts } from './zh/facts.ts'
import { home } from './zh/home.ts'
import { life } from './zh/life.ts'
import { proof } from './zh/proof.ts'
import { rails } from './zh/rails.ts'
import { whatIf } from './zh/whatIf.ts'

/** Every text in Chinese. */
export const zh: typeof en = {
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
