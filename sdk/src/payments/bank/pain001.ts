import { z } from 'zod'
import { ConcordatError } from '../../errors/concordatError.ts'
import { toBankAmount } from './amounts.ts'
import { amount, choice, dateOrTime, element, isoDate, isoDateTime, text, unread } from './element.ts'
import { writeMessage } from './xml.ts'

/** CustomerCreditTransferInitiationV09. */
export const painNamespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'

const count = z.string().regex(/^\d{1,15}$/)
const sum = z.string().regex(/^\d{1,18}(\.\d{1,17})?$/)
const iban = element({ Id: element({ IBAN: z.string().regex(/^[A-Z]{2}\d{2}[a-zA-Z0-9]{1,30}$/) }) })
const party = element({ Nm: text(140) })
const agent = element({
  FinInstnId: choice({
    BICFI: z.string().regex(/^[A-Z0-9]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/),
    Othr: element({ Id: text(35) }),
  }),
})

const transfer = element({
  PmtId: element({ InstrId: text(35).optional(), EndToEndId: text(35) }),
  Amt: element({ InstdAmt: amount }),
  CdtrAgt: agent.optional(),
  Cdtr: party,
  CdtrAcct: iban,
  RmtInf: element({ Ustrd: z.array(text(140)).max(1) }).optional(),
})

const payment = element({
  PmtInfId: text(35),
  PmtMtd: z.literal('TRF'),
  BtchBookg: z.enum(['true', 'false']),
  NbOfTxs: count,
  CtrlSum: sum,
  PmtTpInf: unread.optional(),
  ReqdExctnDt: dateOrTime,
  Dbtr: party,
  DbtrAcct: iban,
  DbtrAgt: agent,
  CdtTrfTxInf: z.array(transfer).min(1),
})

const header = element({ MsgId: text(35), CreDtTm: isoDateTime, NbOfTxs: count, CtrlSum: sum, InitgPty: party })

/** The part of the published message definition that is written here, in its order and within its limits. */
export const Pain001 = element({ CstmrCdtTrfInitn: element({ GrpHdr: header, PmtInf: z.array(payment).min(1) }) })

/** One transfer of a batch. */
export type Transfer = {
  /** At most 35 characters; the bank gives it back in its statement. */
  endToEndId: string
  /** In the currency's minor unit. */
  amount: bigint
  holder: string
  iban: string
  /** What the receiver reads. */
  remittance: string
}

/** Transfers in one currency from one account, which the bank is given as one file. */
export type TransferBatch = {
  /** At most 35 characters; a bank refuses one it has had. */
  messageId: string
  /** ISO 8601, in whole seconds. */
  createdAt: string
  /** YYYY-MM-DD. */
  executeOn: string
  currency: string
  debtor: { name: string; iban: string }
  transfers: Transfer[]
}

/** A batch as a pain.001.001.09 file. The same batch gives the same bytes. */
export function writeTransfers(batch: TransferBatch): string {
  const { messageId, createdAt, executeOn, currency, debtor, transfers } = batch
  const total = transfers.reduce((sum, { amount }) => sum + amount, 0n)
  const totals = { NbOfTxs: String(transfers.length), CtrlSum: toBankAmount(total, currency) }
  const initiating = { Nm: debtor.name }
  const body = {
    CstmrCdtTrfInitn: {
      GrpHdr: { MsgId: messageId, CreDtTm: createdAt, ...totals, InitgPty: initiating },
      PmtInf: [
        {
          PmtInfId: messageId,
          PmtMtd: 'TRF',
          // One entry in the statement for each, so that each can be seen there.
          BtchBookg: 'false',
          ...totals,
          ReqdExctnDt: { Dt: isoDate.parse(executeOn) },
          Dbtr: { Nm: debtor.name },
          DbtrAcct: { Id: { IBAN: debtor.iban } },
          // The bank knows itself by the account.
          DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
          CdtTrfTxInf: transfers.map(each => transferOf(each, currency)),
        },
      ],
    },
  }
  const checked = Pain001.safeParse(body)
  if (!checked.success) throw new ConcordatError('TransfersUnwritable', { message: z.prettifyError(checked.error) })
  return writeMessage(painNamespace, body)
}

function transferOf({ endToEndId, amount, holder, iban, remittance }: Transfer, currency: string) {
  return {
    PmtId: { EndToEndId: endToEndId },
    Amt: { InstdAmt: { '#text': toBankAmount(amount, currency), '@Ccy': currency } },
    Cdtr: { Nm: holder },
    CdtrAcct: { Id: { IBAN: iban } },
    RmtInf: { Ustrd: [remittance] },
  }
}
