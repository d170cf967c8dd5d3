import { timeText } from '../errors/evidence.ts'
import type { Check, CheckArgs, CheckId } from './report.ts'

type Sentences = Record<CheckId, { title: string; sentence: (args: CheckArgs, about: string) => string }>

const many = (count: unknown, one: string, more = `${one}s`) => `${count} ${Number(count) === 1 ? one : more}`

const en: Sentences = {
  readable: { title: 'File', sentence: () => 'The file is a proof bundle.' },
  chain: {
    title: 'Chain',
    sentence: (a, about) =>
      `The bundle is about chain ${a.chainId}, which began with ${about}${a.expected ? ', the expected one' : ''}.`,
  },
  contracts: {
    title: 'Contract',
    sentence: (_, about) =>
      `The parties signed for the contract at ${about}: the address is the hash of the code that this program knows.`,
  },
  quorum: {
    title: 'Quorum',
    sentence: a => `The id is the hash of its ${many(a.members, 'first member')}; ${a.needed} must agree.`,
  },
  rotation: {
    title: 'Change of members',
    sentence: a =>
      Number(a.signers) === 0
        ? `The chain applied exactly the ${many(a.round, 'change')} that the bundle names.`
        : `${many(a.signers, 'member')} signed the change to ${many(a.members, 'member')}.`,
  },
  headers: {
    title: 'Blocks',
    sentence: a => (a.from === a.to ? `Block ${a.to}.` : `Blocks ${a.from} to ${a.to}: each names the one before it.`),
  },
  checkpoint: {
    title: 'Checkpoint',
    sentence: a =>
      `${a.signed} of ${a.members} attestors signed the hash of block ${a.number} of ${timeText(a.timestamp)}; ${a.needed} must.`,
  },
  receipts: {
    title: 'Receipts',
    sentence: a => `${many(a.receipts, 'receipt')} in ${many(a.blocks, 'block')}, with ${many(a.events, 'event')}.`,
  },
  events: { title: 'Versions', sentence: a => `${many(a.versions, 'version')} took effect, all in the bundle.` },
  terms: {
    title: 'Terms',
    sentence: a =>
      `Version ${a.number} took effect in block ${a.block} of ${timeText(a.at)}; its digest is that of its terms.`,
  },
  prose: { title: 'Readable contract', sentence: () => 'Its salted hash is the one in the terms.' },
  journal: {
    title: 'Journal',
    sentence: a =>
      `Its ${many(a.entries, 'entry', 'entries')} are one chain, whose head ends the signed contract; ${a.confirmed} of ${many(a.parties, 'party', 'parties')} confirmed these very terms.`,
  },
  names: {
    title: 'Names',
    sentence: a =>
      a.by === 'journal'
        ? 'They are those of the terms that the journal leads to.'
        : `${many(a.meters, 'meter')} and ${many(a.milestones, 'milestone')} are those of the terms; other names are labels that nobody signed.`,
  },
  signature: {
    title: 'Signature',
    sentence: a =>
      a.by === 'key'
        ? `The ${a.role} signed these terms with the account's key.`
        : `The ${a.role} is a contract: its signature was checked by the chain in block ${a.block}.`,
  },
  anchor: { title: 'Trust', sentence: () => 'The terms name the quorum that signed the checkpoints.' },
  members: {
    title: 'Members',
    sentence: a =>
      `The ${many(a.members, 'member')} after ${many(a.changes, 'change')} are those that the contract had at the last block.`,
  },
  ending: {
    title: 'Ending',
    sentence: a =>
      `${many(a.parties, 'party', 'parties')} signed the ${a.kind === 'AgreementTerminated' ? 'termination' : 'move to another contract'}, which took effect in block ${a.block}.`,
  },
  facts: {
    title: 'Facts',
    sentence: a => `${many(a.facts, 'fact')}, each signed by enough attestors; ${many(a.signatures, 'signature')}.`,
  },
  payments: {
    title: 'Payments',
    sentence: a =>
      [
        `${many(a.payments, 'payment')} and ${many(a.refunds, 'refund')} are booked as they were issued.`,
        ...(Number(a.byHolders) > 0 ? [`${many(a.byHolders, 'payment')} came from holders in person.`] : []),
        ...(Number(a.observed) > 0 ? [`Units without a payment were booked ${many(a.observed, 'time')}.`] : []),
      ].join(' '),
  },
  waterfall: {
    title: 'Division',
    sentence: a =>
      `Computed anew from the terms: ${many(a.receipts, 'receipt')}, ${many(a.refunds, 'refund')}, ${many(a.months, 'month')}, ${many(a.settlements, 'settlement')}. The contract computed the same.`,
  },
  state: {
    title: 'Completeness',
    sentence: (_, about) => `What the contracts kept at block ${about} is what the events make of it: none is missing.`,
  },
  transfers: {
    title: 'Transfers',
    sentence: a => `${many(a.transfers, 'transfer')}: everybody got what the terms give, the rest is in the account.`,
  },
}

const zh: Sentences = {
  readable: { title: '文件', sentence: () => '该文件是证明文件。' },
  chain: {
    title: '链',
    sentence: (a, about) => `该文件属于链 ${a.chainId}，其首个区块为 ${about}${a.expected ? '，与预期一致' : ''}。`,
  },
  contracts: {
    title: '合约',
    sentence: (_, about) => `各方签署的合约位于 ${about}：该地址就是本程序所知代码的哈希。`,
  },
  quorum: { title: '节点组', sentence: a => `其编号是 ${a.members} 名最初成员的哈希；须有 ${a.needed} 名一致。` },
  rotation: {
    title: '成员变更',
    sentence: a =>
      Number(a.signers) === 0
        ? `链上生效的正是文件所列的 ${a.round} 次变更。`
        : `${a.signers} 名成员签署了变更，此后为 ${a.members} 名成员。`,
  },
  headers: {
    title: '区块',
    sentence: a => (a.from === a.to ? `区块 ${a.to}。` : `区块 ${a.from} 至 ${a.to}：每个都指向前一个。`),
  },
  checkpoint: {
    title: '检查点',
    sentence: a =>
      `${a.members} 名见证人中有 ${a.signed} 名签署了区块 ${a.number}（${timeText(a.timestamp)}）的哈希；需要 ${a.needed} 名。`,
  },
  receipts: { title: '收据', sentence: a => `${a.blocks} 个区块中的 ${a.receipts} 份收据，含 ${a.events} 个事件。` },
  events: { title: '版本', sentence: a => `共有 ${a.versions} 个版本生效，全部在文件中。` },
  terms: {
    title: '条款',
    sentence: a => `第 ${a.number} 版于区块 ${a.block}（${timeText(a.at)}）生效；其摘要与条款相符。`,
  },
  prose: { title: '合同文本', sentence: () => '其加盐哈希与条款中的一致。' },
  journal: {
    title: '日志',
    sentence: a =>
      `${a.entries} 条记录首尾相连，所签合同的末行指明了它；${a.parties} 方中有 ${a.confirmed} 方确认了这些条款。`,
  },
  names: {
    title: '名称',
    sentence: a =>
      a.by === 'journal'
        ? '与日志所得条款中的名称一致。'
        : `${a.meters} 个计量和 ${a.milestones} 个里程碑与条款一致；其他名称只是标签，未经签署。`,
  },
  signature: {
    title: '签名',
    sentence: a =>
      a.by === 'key' ? `${a.role}用账户密钥签署了这些条款。` : `${a.role}是合约：其签名由链在区块 ${a.block} 中核验。`,
  },
  anchor: { title: '信任', sentence: () => '条款指定的正是签署检查点的节点组。' },
  members: {
    title: '成员',
    sentence: a => `经 ${a.changes} 次变更后的 ${a.members} 名成员，与合约在最后区块的记录一致。`,
  },
  ending: {
    title: '结束',
    sentence: a =>
      `${a.parties} 方均签署了${a.kind === 'AgreementTerminated' ? '终止' : '转移至另一合约'}，于区块 ${a.block} 生效。`,
  },
  facts: { title: '事实', sentence: a => `${a.facts} 项事实，每项都有足够的见证人签名；共 ${a.signatures} 个签名。` },
  payments: {
    title: '款项',
    sentence: a =>
      [
        `${a.payments} 笔收款和 ${a.refunds} 笔退款均按发行入账。`,
        ...(Number(a.byHolders) > 0 ? [`另有 ${a.byHolders} 笔由持有人直接支付。`] : []),
        ...(Number(a.observed) > 0 ? [`无付款而到账的单位入账 ${a.observed} 次。`] : []),
      ].join(''),
  },
  waterfall: {
    title: '分配',
    sentence: a =>
      `按条款重新计算：${a.receipts} 笔收款、${a.refunds} 笔退款、${a.months} 个月、${a.settlements} 次结算。合约的结果相同。`,
  },
  state: {
    title: '完整性',
    sentence: (_, about) => `合约在区块 ${about} 保存的内容与事件推算的一致：没有遗漏。`,
  },
  transfers: { title: '转账', sentence: a => `${a.transfers} 笔转账：各方所得与条款一致，其余留在账户中。` },
}

/** What a check is called, and what it says when it holds. A reason that it fails has its own sentence. */
export function describeCheck({ id, args, about }: Check, language: 'en' | 'zh'): { title: string; sentence: string } {
  const { title, sentence } = (language === 'zh' ? zh : en)[id]
  return { title, sentence: sentence(args, about) }
}
