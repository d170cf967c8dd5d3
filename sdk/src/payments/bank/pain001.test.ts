import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBankAmount } from './amounts.ts'
import { Pain001, painNamespace, type TransferBatch, writeTransfers } from './pain001.ts'
import { readMessage } from './xml.ts'

const batch: TransferBatch = {
  messageId: '7f3a0c1e5b9d4f0a8c2e6d1b3a5f7e90',
  createdAt: '2026-03-01T10:00:00Z',
  executeOn: '2026-03-01',
  currency: 'EUR',
  debtor: { name: 'Harbour Road & Sons', iban: 'DE89370400440532013000' },
  transfers: [
    {
      endToEndId: 'a'.repeat(35),
      amount: 9_000n,
      holder: 'Société <Énergie>',
      iban: 'FR1420041010050500013M02606',
      remittance: 'Payout 1',
    },
    {
      endToEndId: 'b'.repeat(35),
      amount: 1n,
      holder: 'Anna',
      iban: 'GB29NWBK60161331926819',
      remittance: 'Payout 2',
    },
  ],
}

const read = (text: string) =>
  Pain001.parse(readMessage(new TextEncoder().encode(text), painNamespace)).CstmrCdtTrfInitn
const example = readFileSync(new URL('../../../test/bank/transfers.xml', import.meta.url), 'utf8')

describe('writeTransfers', () => {
  test('default: the example, byte for byte', () => {
    expect(writeTransfers(batch)).toBe(example)
  })

  test('property: what is written is read, and the sums are equal', () => {
    const transfer = fc.record({
      endToEndId: fc.stringMatching(/^[0-9a-f]{35}$/),
      amount: fc.bigInt(1n, 10n ** 12n),
      holder: fc.stringMatching(/^[a-zA-Z0-9&<>"'äöü中][a-zA-Z0-9 &<>"'äöü中]{0,68}[a-zA-Z0-9&<>"'äöü中]$/),
      iban: fc.constantFrom('FR1420041010050500013M02606', 'GB29NWBK60161331926819'),
      remittance: fc.constant('Payout 1'),
    })
    const currency = fc.constantFrom('EUR', 'JPY', 'BHD')
    fc.assert(
      fc.property(fc.array(transfer, { minLength: 1, maxLength: 20 }), currency, (transfers, code) => {
        const { GrpHdr, PmtInf } = read(writeTransfers({ ...batch, currency: code, transfers }))
        const [payment] = PmtInf
        const found = payment?.CdtTrfTxInf.map(({ PmtId, Amt, Cdtr, CdtrAcct }) => ({
          endToEndId: PmtId.EndToEndId,
          amount: fromBankAmount(Amt.InstdAmt['#text'], Amt.InstdAmt['@Ccy']),
          holder: Cdtr.Nm,
          iban: CdtrAcct.Id.IBAN,
          remittance: 'Payout 1',
        }))
        expect(found).toEqual(transfers)
        const total = transfers.reduce((sum, { amount }) => sum + amount, 0n)
        expect(fromBankAmount(GrpHdr.CtrlSum, code)).toBe(total)
        expect(fromBankAmount(payment?.CtrlSum ?? '', code)).toBe(total)
        expect([GrpHdr.NbOfTxs, payment?.NbOfTxs]).toEqual([String(transfers.length), String(transfers.length)])
      }),
    )
  })

  test.each([
    ['no transfer', { transfers: [] }],
    ['a name that is too long', { debtor: { ...batch.debtor, name: 'x'.repeat(141) } }],
    ['a name with control characters', { debtor: { ...batch.debtor, name: 'a\u0007b' } }],
    ['a message id that is too long', { messageId: 'x'.repeat(36) }],
  ])('error: %s', (_, change) => {
    expect(() => writeTransfers({ ...batch, ...change })).toThrow(
      expect.objectContaining({ code: 'TransfersUnwritable' }),
    )
  })
})
