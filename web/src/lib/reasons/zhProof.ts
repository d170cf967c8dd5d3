import { timeText } from '@concordat/sdk/errors/evidence.ts'
import type { Evidence, Sentences } from './sentence.ts'

const sentences: Record<string, string | ((evidence: Evidence) => string)> = {
  BalanceDiffers: a => `按转账计算协议账户应有 ${a.given}，而账本保存的是 ${a.expected}：有转账缺失或多出。`,
  BlockNotFinal: '节点还没有读到该区块，请稍后重试。',
  BlockOutOfPlace: a => `区块 ${a.number} 的位置不对。`,
  BlockReorganised: '链替换了该区块，节点不会再为其签名。',
  BundleUnreadable: a => `该文件不是证明文件（${a.path}：${a.message}）。`,
  CheckBroken: a => `无法进行该项检查：${a.message}。`,
  ComputedOtherwise: a =>
    `按条款应为 ${a.expected}，而区块 ${a.block} 的事件 ${a.event} 为 ${a.given}：有事件缺失，或合约的计算不同。`,
  ContractUnknown: a =>
    `${a.given} 处的 ${a.name} 不是本程序所知的合约（${a.expected}），因此它所说的在此不能证明什么；请用制作该文件的版本的程序核验。`,
  CurrencyUnproven: a => `条款中的单位不是货币 ${a.given} 的单位。`,
  FactDiffers: a => `关于 ${a.subject} 的事实与使用它的事件时间不同。`,
  FactMissing: a => `区块 ${a.block} 的事件 ${a.event} 所依据的事实不在文件中。`,
  FactOutdated: a => `关于 ${a.subject} 的事实在其有效期（${timeText(a.validUntil)}）之后才被使用。`,
  FactUnused: a => `没有事件依据关于 ${a.subject} 的事实。`,
  HashDiffers: a => `哈希是 ${a.given}，而不是 ${a.expected}。`,
  HeaderMissing: a => `文件中没有区块 ${a.number} 的区块头。`,
  HeaderUnreadable: a => `无法读取区块 ${a.number} 的区块头。`,
  JournalOfAnotherChain: a => `该日志属于链 ${a.given}，而不是链 ${a.expected}。`,
  JournalOfOtherTerms: a => `该日志得出的条款与所签条款不同（${a.what}）。`,
  JournalUnnamed: a => `所签合同的末行没有指明该日志的末端（${a.head}）。`,
  MembersDiffer: a => `文件中最后的成员是 ${a.given}，而合约的记录是 ${a.expected}：有成员变更缺失或多出。`,
  MovedOtherwise: a => `转到另一合约的是 ${a.given}，按条款应为 ${a.expected}。`,
  NameUnproven: a => `条款中没有名为“${a.given}”的内容。`,
  NoQuorumNamed: '条款没有指定节点组，因此无人能为其签署检查点。',
  NodeMissing: '文件中没有通向该值的哈希。',
  NodeStarting: '节点正在启动，请稍后重试。',
  NodesUnreachable: '没有节点应答，暂时无法取得检查点。',
  NotAMember: a => `${a.signer} 签了名，但当时不是节点组成员。`,
  NothingProven: '该文件没有证明任何内容。',
  NothingToProve: '该协议从未在这条链上生效，尚无可证明的内容。',
  OtherAgreement: a => `该文件属于协议 ${a.given}，而不是 ${a.expected}。`,
  OtherChain: a => `该文件属于以 ${a.given} 开始的链，而不是 ${a.expected}。`,
  OtherQuorum: a => `该证明依据的是节点组 ${a.given} 的证言，而不是 ${a.expected}。`,
  PaidOtherwise: a => `${a.account} 得到 ${a.given}，按条款应得 ${a.expected}。`,
  PaymentsDiffer: a => `入账的款项有 ${a.given} 笔，而为该协议发行的有 ${a.expected} 笔。`,
  ProofTooLarge: a => `该文件有 ${a.given} 字节；证明文件最多 ${a.limit} 字节。`,
  QuorumDiffers: a => `检查点属于节点组 ${a.given}，而条款指定的是 ${a.expected}。`,
  QuorumTwice: a => `节点组 ${a.quorum} 被定义了两次。`,
  QuorumUndefined: a => `文件中没有节点组 ${a.quorum} 的定义。`,
  QuorumUnsound: a => `${a.members} 名成员与 k=${a.k} 不构成节点组。`,
  ReceiptMissing: a => `区块 ${a.number} 的第 ${a.index} 位没有交易。`,
  ReceiptUnreadable: '无法读取某一收据。',
  ReceiptsDiffer: a => `链给出的收据与根 ${a.expected} 不符。`,
  ReturnedDiffers: a => `因退款退回发行方的是 ${a.given}，按条款应为 ${a.expected}。`,
  RootDiffers: a => `该版本属于 ${a.given}，而不是 ${a.expected}。`,
  RotationsDiffer: a => `文件列出 ${a.given} 次成员变更，而链上生效的有 ${a.expected} 次。`,
  SettlementMissing: '关账时已付款，但缺少相应的结算。',
  SignaturesDiffer: a => `该版本有 ${a.given} 个签名，应有 ${a.expected} 个。`,
  SignerTwice: a => `${a.signer} 签了两次，只算一次。`,
  StateDiffers: a => `合约为“${a.what}”保存的是 ${a.given}，按事件应为 ${a.expected}：有事件缺失或多出。`,
  TermsDigestDiffers: a => `条款的摘要是 ${a.expected}，而不是 ${a.given}。`,
  TooFewSigners: a => `有 ${a.given} 名成员签名，需要 ${a.needed} 名。`,
  VersionsDiffer: a => `文件中的版本与生效的版本不符，应有 ${a.expected} 个。`,
}

/** What a sentence says where the evidence does not name it. */
const unknown = '（未注明）'
const complete = (evidence: Evidence): Evidence =>
  new Proxy(evidence, { get: (all, name) => all[String(name)] ?? unknown })

/** Why a proof bundle does not prove what it should, in Chinese. */
export const zhProof: Sentences = Object.fromEntries(
  Object.entries(sentences).map(([code, sentence]) => [
    code,
    typeof sentence === 'string' ? sentence : (evidence: Evidence) => sentence(complete(evidence)),
  ]),
)
