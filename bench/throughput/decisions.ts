import { listContracts } from '@concordat/cli/deploy/contracts.ts'
import { signDigest } from '@concordat/node/facts/sign.ts'
import { decidePayment } from '@concordat/node/payments/decide.ts'
import { checkRow } from '@concordat/node/rows/check.ts'
import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { factDigest } from '@concordat/sdk/facts.ts'
import { externalId } from '@concordat/sdk/ids.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { businessIdOf, createBusinessKey, signRow } from '@concordat/sdk/rows/sign.ts'
import { type Address, type Hex, zeroAddress } from 'viem'
import { signerOf } from '../gas/sign.ts'
import { chargingSite } from '../gas/terms.ts'
import { type Figure, figure } from './figure.ts'
import { readPayments } from './rows.ts'

const chainId = 31_337
const offset = 480
const forSeconds = 3
const privateKey: Hex = externalId('node')

/**
 * What one node does with a row before it tells anyone, without its database: reads it, verifies the business's signature
 * (P-256), decides, hashes the fact (EIP-712), signs it. One thread; seconds
 * are of its processor, so that other work on the machine does not count.
 */
export function measureDecisions(): Figure[] {
  const addressOf = (name: string) => listContracts().find(contract => contract.name === name)?.address ?? zeroAddress
  const contracts = { Payments: addressOf('Payments'), Splits: addressOf('Splits'), Facts: addressOf('Facts') }
  const { rows, business } = signRows()
  const quorum = externalId('quorum')
  const { id } = currencyUnit('XTS', { quorum, business, payments: contracts.Payments })
  const accounts = ['investor', 'builder', 'operator', 'user'].map(name => signerOf(name).address)
  const terms = chargingSite(quorum, accounts as Address[], business, id)
  const root = externalId('root')
  const standing = {
    root,
    digest: root,
    terms,
    quorums: [quorum],
    ended: null,
    openMonth: terms.rules.period.firstMonth,
  }

  // Rows on the business's word alone: no processor is asked.
  const known = { chainId, lastClosed: undefined, record: null, isReserveDeclared: false, orderUsedBy: undefined }

  const perSecond = (work: (row: FeedRow & { kind: 'payment' }) => void) => {
    for (const row of rows) work(row)
    const began = process.cpuUsage()
    let count = 0
    let spent = 0
    while (spent < forSeconds) {
      for (const row of rows) work(row)
      count += rows.length
      const { user, system } = process.cpuUsage(began)
      spent = (user + system) / 1e6
    }
    return count / spent
  }
  const check = (row: FeedRow) => {
    const { problem } = checkRow(row, business, row.seq)
    if (problem) throw new Error(problem.message)
  }
  const whole = perSecond(row => {
    check(row)
    const decision = decidePayment(row, { ...known, standing, contracts })
    if (decision.status !== 'fact') throw new Error(`A row of the example was not confirmed: ${decision.status}`)
    signDigest(factDigest(decision.fact, chainId, contracts.Facts), privateKey)
  })
  return [
    figure('a node reads, verifies, decides and signs rows, one core', whole, 'rows/s'),
    figure('of it, reading and verifying alone', perSecond(check), 'rows/s'),
  ]
}

function signRows() {
  const key = createBusinessKey()
  const business = businessIdOf(key.publicKey)
  const rows = readPayments().map((input, i) => {
    const bookedAt = assignBookedAt(input.date, offset)
    const given = { ...input, seq: i + 1, business, agreement: externalId('root'), bookedAt, publicKey: key.publicKey }
    return signRow(given, key.privateKey) as FeedRow & { kind: 'payment' }
  })
  return { rows, business }
}
