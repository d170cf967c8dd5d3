import { SimpleMerkleTree } from '@openzeppelin/merkle-tree'
import { type Abi, type Address, type Hex, parseAbi, zeroAddress } from 'viem'
import { ledgerAbi, paymentsAbi, splitsAbi } from '../../src/generated/abi.ts'
import { externalId, ledgerId, registerLeaf, seriesOf } from '../../src/ids.ts'
import { withReserve } from '../../src/payments/processor.ts'
import { endingDigest } from '../../src/proof/endings.ts'
import type { ProvenEvent } from '../../src/proof/events.ts'
import { agreementAccount } from '../../src/proof/totals.ts'
import type { Agreement } from '../../src/splits/terms/types.ts'
import { type Chain, party } from './stack.ts'
import { actorsOf, clause, monthlyTerms, plainTerms } from './story.ts'
import { tokenCode } from './token.ts'

type Change = { rules?: Partial<Agreement['rules']>; asset?: bigint }

/** Plain shares of two parties with a change, concluded. */
export async function conclude(chain: Chain, name: string, { rules = {}, asset }: Change = {}) {
  const plain = plainTerms(chain)
  const terms: Agreement = {
    ...plain,
    // Terms of their own, and with them an id.
    parties: plain.parties.map((one, i) => (i === 1 ? { ...one, role: name } : one)),
    rules: { ...plain.rules, ...rules },
    ...(asset === undefined ? {} : { money: { asset } }),
  }
  const root = chain.digestOf(terms)
  await chain.onSplits('conclude', terms, await sign(chain, root))
  const account = agreementAccount(chain.contracts, root)
  return { ...actorsOf(chain, root), root, terms, account }
}

const both = ['operator', 'investor']
const sign = (chain: Chain, digest: Hex, names = both) => Promise.all(names.map(name => chain.signBy(name, digest)))

/** Ends an agreement by the signatures of all its parties. */
export async function end(chain: Chain, terms: Agreement, successor?: Address): Promise<void> {
  const digest = chain.digestOf(terms)
  const eventName = successor ? 'AgreementSuperseded' : 'AgreementTerminated'
  const event = { eventName, args: { successor } } as unknown as ProvenEvent
  const signed = endingDigest(event as never, digest, chain.chainId, chain.contracts.Splits)
  const signatures = await sign(chain, signed)
  if (successor) await chain.onSplits('supersede', terms, successor, signatures)
  else await chain.onSplits('terminate', terms, signatures)
}

/** Units of a payment that named no agreement: whoever pays for the gas holds them. */
export async function giveUnits(chain: Chain, { issue }: ReturnType<typeof actorsOf>, amount: bigint, code = 'own') {
  const purpose = { payee: zeroAddress, key: `0x${'0'.repeat(64)}` as Hex, payer: chain.holder }
  await chain.batch([await issue(code, amount, 0, purpose)])
}

/** Terminated, paid out, and then something comes and is divided. */
export async function playEnd(chain: Chain) {
  const life = await conclude(chain, 'ended')
  const { terms, account, issue, refund } = life
  const { asset } = terms.money
  await giveUnits(chain, life, 1_000n)
  await chain.onLedger('transfer', account, asset, 9n)
  await chain.onSplits('observe', terms)
  await chain.batch([await issue('a', 1_003n), await issue('b', 500n)])
  await chain.batch([await refund('b', 500n)])
  await chain.onSplits('settle', terms)
  await end(chain, terms)
  await chain.batch([await issue('c', 777n)])
  await chain.chain.increaseTime({ seconds: 10 })
  await chain.onSplits('complete', terms)
  await chain.onLedger('transfer', account, asset, 101n)
  await chain.onSplits('divide', terms, asset)
  await chain.onLedger('transfer', account, asset, 5n)
  await chain.batch([await refund('a', 3n)])
  return life
}

/** Paid at a processor that withholds a tenth; disputed after everyone was paid, won, refunded, and what was withheld released. */
export async function playRails(chain: Chain) {
  const { Payments } = chain.contracts
  const reserve = { rateBps: 1_000, duration: 60 }
  const account = externalId('acct_1')
  const processor = withReserve(account, reserve)
  const asset = ledgerId(seriesOf(chain.quorum, 'XTS', processor), Payments)
  await chain.send(Payments, paymentsAbi as Abi, 'declareReserve', [account, reserve.rateBps, reserve.duration])
  const life = await conclude(chain, 'rails', { asset })
  const { terms, issue, refund, dispute, reinstate, release } = life
  await chain.batch([await issue('a', 1_000n, 0, { processor })])
  await chain.onSplits('settle', terms)
  await chain.batch([await dispute('a', 600n)])
  await chain.batch([await reinstate('a', 600n)])
  await chain.batch([await issue('b', 500n, 0, { processor })])
  await chain.batch([await dispute('b', 100n)])
  await chain.batch([await refund('b', 50n)])
  await chain.batch([await issue('c', 300n, 0, { processor })])
  await chain.chain.increaseTime({ seconds: reserve.duration })
  await chain.batch([release('a')])
  await chain.onSplits('observe', terms)
  await chain.onSplits('settle', terms)
  return life
}

/** Moved to another contract while an earlier version still waits for a milestone. */
export async function playMove(chain: Chain) {
  const monthly = monthlyTerms(chain)
  const lock = monthly.rules.clauses[0]?.lock
  const rules = { clauses: [clause({ rateBps: 2_000, ...(lock ? { lock } : {}) }), ...plainTerms(chain).rules.clauses] }
  const life = await conclude(chain, 'moved', { rules })
  const { terms, root, issue, unlock } = life
  await chain.batch([await issue('a', 1_001n)])
  const next: Agreement = { ...terms, root, previous: root, rules: plainTerms(chain).rules }
  await chain.onSplits('amend', next, terms, await sign(chain, chain.digestOf(next)))
  await chain.batch([await issue('b', 333n)])
  const successor = party('successor')
  await end(chain, next, successor)
  await unlock(terms, 0n)
  await chain.onSplits('settle', terms)
  return { ...life, next, successor }
}

/** The last clause goes to a register of three, which are paid in two pieces. */
export async function playRegister(chain: Chain) {
  const people = ['first', 'second', 'third'].map((name, i) => ({ account: party(name), share: BigInt(i + 1) }))
  const leaves = people.map(({ account, share }, i) => {
    const before = people.slice(0, i).reduce((sum, one) => sum + one.share, 0n)
    return registerLeaf(BigInt(i), account, share, before)
  })
  const tree = SimpleMerkleTree.of(leaves, { sortLeaves: false })
  const register = { root: tree.root as Hex, count: 3, total: 6n }
  const shares = [
    { party: 0, weight: 4 },
    { party: 2, weight: 6 },
  ]
  const life = await conclude(chain, 'listed', { rules: { clauses: [clause({ shares })], registers: [register] } })
  const { terms, root, issue } = life
  await chain.batch([await issue('a', 1_000n)])
  await chain.onSplits('settle', terms)
  for (const piece of [[0, 1], [2]]) {
    const { proof, proofFlags } = tree.getMultiProof(piece)
    const receivers = piece.map(i => people[i])
    await chain.onSplits('settleRegister', root, terms.money.asset, register, receivers, proof, proofFlags)
  }
  await chain.batch([await issue('b', 50n)])
  await chain.onSplits('settle', terms)
  const { proof, proofFlags } = tree.getMultiProof([0])
  await chain.onSplits('settleRegister', root, terms.money.asset, register, [people[0]], proof, proofFlags)
  return life
}

/** A token that holders deposit, pay with and withdraw; other units are divided beside it. */
export async function playToken(chain: Chain) {
  const code = tokenCode()
  const token = await chain.deploy(code)
  const abi = parseAbi([
    'function mint(address to, uint256 amount)',
    'function approve(address spender, uint256 amount)',
    'function transfer(address to, uint256 amount)',
  ]) as Abi
  const { Ledger, Splits } = chain.contracts
  const asset = ledgerId(0n, token)
  const life = await conclude(chain, 'token', { asset })
  const { terms, root, account } = life
  await chain.send(token, abi, 'mint', [chain.holder, 10_000n])
  await chain.send(token, abi, 'approve', [Ledger, 10_000n])
  await chain.onLedger('deposit', token, chain.holder, 5_000n, 5_000n)
  await chain.onLedger('pay', Splits, root, asset, 1_001n, '0x')
  await chain.onSplits('settle', terms)
  // Bare tokens at the agreement's address are swept and booked.
  await chain.send(token, abi, 'transfer', [account, 77n])
  await chain.onSplits('observe', terms)
  await chain.onSplits('settle', terms)
  await chain.sendAs('operator', Ledger, ledgerAbi as Abi, 'withdraw', [token, party('operator'), 100n])
  // Came without a payment, and nobody has booked it.
  await chain.onLedger('transfer', account, asset, 13n)
  const other = await chain.deploy(code)
  await chain.send(other, abi, 'mint', [account, 500n])
  await chain.onLedger('sweep', Splits, root, other)
  await chain.onSplits('divide', terms, ledgerId(0n, other))
  return { ...life, token }
}

/** Stopped by the arbiters until it ended by itself, amended to allow more, stopped again, and still is. */
export async function playFreeze(chain: Chain) {
  const rules = { arbiters: chain.quorum, maxFreeze: 1_000 }
  const life = await conclude(chain, 'frozen', { rules })
  const { terms, root, issue, arbiters } = life
  await arbiters(terms, 'freeze', 0n)
  await chain.batch([await issue('a', 1_000n)])
  await chain.chain.increaseTime({ seconds: 2_000 })
  await chain.onSplits('settle', terms)
  const next: Agreement = { ...terms, root, previous: root, rules: { ...terms.rules, maxFreeze: 9_000 } }
  await chain.onSplits('amend', next, terms, await sign(chain, chain.digestOf(next)))
  await chain.chain.increaseTime({ seconds: 100 })
  await chain.batch([await issue('b', 10n)])
  await chain.onSplits('settle', next)
  await arbiters(next, 'freeze', 1n)
  await arbiters(next, 'resume', 2n)
  await arbiters(next, 'freeze', 3n)
  return life
}

/** An amendment by which the parties trust another quorum from then on. */
export async function playNewQuorum(chain: Chain) {
  const life = await conclude(chain, 'requorumed')
  const { terms, root, issue } = life
  const other = await chain.createQuorum('other')
  await chain.batch([await issue('a', 1_000n)])
  const next: Agreement = { ...terms, root, previous: root, rules: { ...terms.rules, quorum: other.id } }
  await chain.onSplits('amend', next, terms, await sign(chain, chain.digestOf(next)))
  return { ...life, other }
}

/** Two proposals that a party refuses: first terms, and an amendment of an agreement in force. */
export async function playRefusal(chain: Chain) {
  const life = await conclude(chain, 'kept')
  const { terms, root, issue } = life
  await chain.batch([await issue('a', 1_000n)])
  const next: Agreement = { ...terms, root, previous: root }
  const never: Agreement = { ...terms, prose: root }
  for (const refused of [next, never]) {
    await chain.onSplits('propose', refused)
    await chain.onSplits('sign', refused, 0n, await chain.signBy('operator', chain.digestOf(refused)))
    await chain.sendAs('investor', chain.contracts.Splits, splitsAbi as Abi, 'decline', [
      refused,
      1n,
      'Not like this.',
      '0x',
    ])
  }
  await chain.onSplits('settle', terms)
  return { ...life, never: chain.digestOf(never) }
}
