import { describeReason } from '@concordat/sdk/errors/describeReason.ts'
import { describeGap, outside } from '@concordat/sdk/proof/gapSentences.ts'
import { describeCheck } from '@concordat/sdk/proof/sentences.ts'
import { groupChecks } from '@concordat/sdk/proof/summary.ts'
import { plainLine } from '@concordat/sdk/proof/text.ts'
import type { Proven, Verdict } from '@concordat/sdk/proof/verifyBundle.ts'
import pc from 'picocolors'
import { formatAmount, formatDate, print, printTable } from '../output.ts'

/** Prints what was checked, what is proven and what is not; the process ends with 1 when anything fails. */
export function showVerdict(file: string, verdict: Verdict, json: boolean): void {
  const { ok, checks, gaps, proven } = verdict
  const totals = proven && {
    received: proven.replay.received,
    refunded: proven.replay.refunded,
    balance: proven.balance,
    paid: proven.paid,
  }
  const { root, chainId, genesisHash, head, anchor, unit } = proven ?? {}
  const said = gaps.map(gap => ({ ...gap, sentence: describeGap(gap, 'en') }))
  const result = { file, ok, root, chainId, genesisHash, head, anchor, unit, totals, checks, notProven: said }
  print(json, result, () => {
    printTable(['', 'check', 'what it says'], listLines(verdict))
    if (ok && proven) {
      showTotals(proven)
      showTrust(proven)
      showOpen(verdict, proven)
      console.log(pc.green(`${file} proves the agreement; ${checks.length} checks hold.`))
    } else console.log(pc.red(`${file} does not prove the agreement. Believe nothing that it says.`))
  })
  if (!ok) process.exitCode = 1
}

const most = 3

/** A stranger wrote the file: what it says must not steer the terminal. */
const sayable = (text: string) => wrap(plainLine(text, 2_000))

function listLines({ checks }: Verdict): string[][] {
  return groupChecks(checks).flatMap(({ held, failed }) => {
    const shown = held.length > most ? held.slice(-1) : held
    const lines = shown.map(check => {
      const { title, sentence } = describeCheck(check, 'en')
      const count = shown.length < held.length ? ` (${held.length} of them, the last shown)` : ''
      return [pc.green('✓'), `${title}${count}`, sayable(sentence)]
    })
    const failures = failed.slice(0, most).map(check => {
      const { code = '', args = {} } = check.reason ?? {}
      const { title } = describeCheck({ ...check, args: {} }, 'en')
      return [pc.red('✗'), title, pc.red(sayable(`${code}: ${describeReason(code, args)}`))]
    })
    return [...lines, ...failures]
  })
}

const amountOf = ({ unit }: Proven, value: bigint) =>
  formatAmount(value.toString(), unit ?? { symbol: 'smallest units', decimals: 0 })

function showTotals(proven: Proven): void {
  const { replay, paid, balance, head, root, versions, account } = proven
  const { names, named } = versions.at(-1) ?? {}
  const label = names ? `“${names.title}”${named === 'signed' ? '' : ' (a label that nobody signed)'}  ` : ''
  console.log(`${pc.bold(label)}${root}\nUp to block ${head.number} of ${formatDate(head.timestamp)}`)
  const payouts = paid.flatMap(({ role, account, amount, afterEnd, passedOn }) => [
    [`paid to the ${plainLine(role, 60)}`, account, amountOf(proven, amount)],
    ...(afterEnd > 0n ? [['  of which after the end', '', amountOf(proven, afterEnd)]] : []),
    ...(passedOn ? [[`  passed on in ${passedOn.transfers} transfers`, '', amountOf(proven, passedOn.amount)]] : []),
  ])
  printTable(
    ['', 'account', 'amount>'],
    [
      ['received', '', amountOf(proven, replay.received)],
      ['refunded', '', amountOf(proven, replay.refunded)],
      ...payouts,
      ['left in the account', account, amountOf(proven, balance)],
    ],
  )
}

/** Whose word the whole proof is, and when they gave it. */
function showTrust({ anchor, head, genesisHash, chainId, quorums }: Proven): void {
  const { quorum, members, needed } = anchor
  console.log(`${pc.bold('Everything rests on the word of')} quorum ${quorum}:`)
  console.log(`${needed} of these ${members.length} attestors must have said the truth as of block ${head.number}.`)
  for (const member of members)
    console.log(`  ${member}${head.signers.includes(member) ? '  signed the last block' : ''}`)
  for (const { id, k, sets } of quorums.filter(one => one.id !== quorum))
    console.log(
      `Facts, freezes or units in it are the word of ${k + 1} of ${sets.at(-1)?.length} members of quorum ${id}.`,
    )
  console.log(`The chain has the id ${chainId} and began with ${genesisHash}.`)
  console.log('Compare agreement, quorum and chain with what you know: --agreement, --quorum, --genesis.\n')
}

function showOpen({ gaps }: Verdict, proven: Proven): void {
  const open = gaps.map(gap => describeGap(gap, 'en', amount => amountOf(proven, amount)))
  console.log(pc.bold('Not proven'))
  for (const sentence of [...open, ...outside.en]) console.log(`  - ${sayable(sentence).replaceAll('\n', '\n    ')}`)
  console.log()
}

/** Breaks a sentence into lines of a readable length. */
function wrap(text: string): string {
  return text.replace(/(.{1,90})(\s+|$)/g, '$1\n').trimEnd()
}
