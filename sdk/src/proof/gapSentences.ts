import type { CheckArgs, Gap, GapId } from './report.ts'

/** How an amount in smallest units is written. */
export type WriteAmount = (amount: bigint) => string

type Sentence = (args: CheckArgs, about: string, amount: string) => string

const en: Record<GapId, Sentence> = {
  prose: () => 'What the readable contract says: the terms hold its hash, but the file does not hold its words.',
  journal: () => 'How the terms came about: the contract names a journal that is not in the file.',
  confirmations: a =>
    `That every party confirmed the draft: by the journal ${a.confirmed} of ${a.parties} did. All of them signed the terms themselves.`,
  contractConfirmations: a =>
    `Confirmations of the draft by contracts (${a.count}): nobody but the chain can check what a contract signed.`,
  labels: () => 'Names: the title and the names of parties, clauses and units are labels that nobody signed.',
  contractSigned: (a, about) =>
    `That the ${a.role} agreed: ${about} is a contract, whose signature only the chain could check in block ${a.block}. That it did is the attestors’ word.`,
  unit: (_, about) => `What a unit is worth: amounts are in smallest units of ${about}.`,
  issuer: (a, about) =>
    `Why payments were booked (${a.count}): the contract at ${about} stands behind the units and reported them, and this program does not know it.`,
  cancelled: () =>
    'Payments that were given back in full: without months the contract keeps sums, so such a payment and its refund could be left out together. What everybody is due is not touched by it.',
  refunds: a => `What becomes of refunds that the agreement could not take (${a.count}): they are kept as receivables.`,
  unbooked: (_, __, amount) => `What ${amount} in the account is for: it came without a payment and is not booked yet.`,
  registers: (a, about, amount) =>
    `Who is on the list of the register ${about}: of its money ${amount} was passed on in ${a.transfers} transfers, which the chain compared with the list; the list is not in the file.`,
  otherUnits: a =>
    `Units that the terms do not name: they were divided ${a.count} times, and who got them is not shown.`,
  afterEnd: () => 'Units that came after the end: if any came and were divided, the file could leave that out.',
  successor: (_, about, amount) => `What became of ${amount} that moved to the contract ${about}.`,
}

const zh: Record<GapId, Sentence> = {
  prose: () => '合同文本的内容：条款中有其哈希，但文件中没有文本。',
  journal: () => '条款的形成过程：合同指明了一份日志，但文件中没有。',
  confirmations: a => `各方是否都确认了草案：按日志，${a.parties} 方中有 ${a.confirmed} 方确认。条款本身各方均已签署。`,
  contractConfirmations: a => `合约账户对草案的确认（${a.count} 次）：合约的签名只有链才能核验。`,
  labels: () => '名称：标题以及各方、条款和单位的名称只是标签，未经签署。',
  contractSigned: (a, about) =>
    `${a.role}是否同意：${about} 是合约，其签名只有链才能在区块 ${a.block} 中核验；这一点依据的是见证人的证言。`,
  unit: (_, about) => `单位的价值：金额以 ${about} 的最小单位表示。`,
  issuer: (a, about) => `款项入账的原因（${a.count} 笔）：由该单位的发行合约 ${about} 报告，本程序不认识该合约。`,
  cancelled: () => '全额退回的付款：不分月的协议只保存总额，这样的付款及其退款可能一并被略去。各方应得的金额不受影响。',
  refunds: a => `协议未能接受的退款（${a.count} 笔）的去向：它们记为应收款。`,
  unbooked: (_, __, amount) => `账户中 ${amount} 的用途：无付款而到账，尚未入账。`,
  registers: (a, about, amount) =>
    `名册 ${about} 上有谁：其款项中的 ${amount} 分 ${a.transfers} 笔转出，由链与名册核对；文件中没有名册。`,
  otherUnits: a => `条款未提及的单位：分配过 ${a.count} 次，未显示由谁收取。`,
  afterEnd: () => '结束之后到账的单位：若有到账并已分配，文件可能略去。',
  successor: (_, about, amount) => `转移到合约 ${about} 的 ${amount} 的后续去向。`,
}

const inSmallestUnits: WriteAmount = amount => String(amount)

/** What is not proven, in a sentence. */
export function describeGap(
  { id, args, about }: Gap,
  language: 'en' | 'zh',
  writeAmount: WriteAmount = inSmallestUnits,
): string {
  const amount = args.amount === undefined ? '' : writeAmount(BigInt(args.amount))
  return (language === 'zh' ? zh : en)[id](args, about, amount)
}

/** What no bundle shows. */
export const outside: Record<'en' | 'zh', readonly string[]> = {
  en: [
    'What happened after the last block: ask for a newer file where that matters.',
    'Proposals and amendments that never took effect, and refusals of them.',
    'That a confirmed fact is true, or was not taken back later: shown is which attestors confirmed it.',
    'What receivers did with their money afterwards.',
  ],
  zh: [
    '最后区块之后发生的事：若有必要，请索取更新的文件。',
    '从未生效的提议和修订，以及对它们的拒绝。',
    '经确认的事实是否属实、此后是否被撤回：显示的是哪些见证人确认了它。',
    '收款方此后如何使用款项。',
  ],
}
