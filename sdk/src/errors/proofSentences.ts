import { timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why a proof bundle cannot be made, or does not prove what it should. */
export const proofSentences: Sentences = {
  BalanceDiffers: a =>
    `The transfers leave ${a.given} in the agreement's account, the Ledger kept ${a.expected}: a transfer is missing or added.`,
  BlockNotFinal: () => 'The nodes have not read that block yet; try again shortly.',
  BlockOutOfPlace: a => `Block ${a.number} is not in its place.`,
  BlockReorganised: () =>
    'The chain replaced that block, and the nodes signed the one before; prove up to another block.',
  BundleUnreadable: a => `The file is no proof bundle (${a.path || 'whole file'}: ${a.message}).`,
  CheckBroken: a => `The check could not be carried out: ${a.message}.`,
  ComputedOtherwise: a =>
    `The terms give ${a.expected} where ${a.event} in block ${a.block} says ${a.given}: events are missing, or the contract computed otherwise.`,
  ContractUnknown: a =>
    `${a.name} at ${a.given} is not the contract that this program knows (${a.expected}), so what it says proves nothing here; check the file with the program of the version it was made with.`,
  CurrencyUnproven: a => `The units of the terms are not those of the currency ${a.given}.`,
  FactDiffers: a => `The fact about ${a.subject} has another time than the event that used it.`,
  FactMissing: a => `The event ${a.event} in block ${a.block} rests on a fact that is not in the bundle.`,
  FactOutdated: a =>
    `The fact about ${a.subject} was used after ${timeText(a.validUntil)}, the last second it counted.`,
  FactUnused: a => `No event rests on the fact about ${a.subject}.`,
  HashDiffers: a => `The hash is ${a.given ?? 'another'}, not ${a.expected ?? `that which block ${a.number} names`}.`,
  HeaderMissing: a => `The header of block ${a.number} is not in the bundle.`,
  HeaderUnreadable: a => `The header of block ${a.number} cannot be read.`,
  JournalOfAnotherChain: a => `The journal is of chain ${a.given}, not of chain ${a.expected}.`,
  JournalOfOtherTerms: a => `The journal leads to other terms than those that were signed (${a.what}).`,
  JournalUnnamed: a => `The last line of the signed contract does not name the head of this journal (${a.head}).`,
  MembersDiffer: a =>
    `The bundle ends with the member ${a.given}, the contract had ${a.expected}: a change of members is missing or added.`,
  MovedOtherwise: a => `${a.given} went to the other contract, the terms give ${a.expected}.`,
  NameUnproven: a => `Nothing in the terms is called "${a.given}".`,
  NoQuorumNamed: () => 'The terms name no quorum, so nobody can sign checkpoints for them.',
  NodeMissing: () => 'The bundle does not hold the hashes that lead to this value.',
  NodeStarting: () => 'The nodes are starting; try again shortly.',
  NodesUnreachable: () => 'No node answers; without them no checkpoint can be had.',
  NotAMember: a => `${a.signer} signed, who is not a member of the quorum at that time.`,
  NothingProven: () => 'The bundle proves nothing.',
  NothingToProve: () => 'The agreement never took effect on this chain, so there is nothing to prove yet.',
  OtherAgreement: a => `The bundle is about the agreement ${a.given}, not ${a.expected}.`,
  OtherChain: a => `The bundle is about the chain that began with ${a.given}, not ${a.expected}.`,
  OtherQuorum: a => `The proof rests on the word of quorum ${a.given}, not of ${a.expected}.`,
  PaidOtherwise: a => `${a.account} got ${a.given}, the terms give ${a.expected ?? 'nothing'}.`,
  PaymentsDiffer: a => `${a.given} payments are booked, ${a.expected} were issued for the agreement.`,
  ProofTooLarge: a => `The file has ${a.given} bytes; a proof has at most ${a.limit}.`,
  QuorumDiffers: a => `The checkpoints are of quorum ${a.given}, the terms name ${a.expected}.`,
  QuorumTwice: a => `Quorum ${a.quorum} is defined twice.`,
  QuorumUndefined: a => `The definition of quorum ${a.quorum} is not in the bundle.`,
  QuorumUnsound: a => `${a.members} members with k ${a.k} make no quorum.`,
  ReceiptMissing: a => `Block ${a.number} has no transaction at place ${a.index}.`,
  ReceiptUnreadable: () => 'A receipt cannot be read.',
  ReceiptsDiffer: a => `The receipts that the chain answers are not those of the root ${a.expected}.`,
  ReturnedDiffers: a => `${a.given} went back to the issuer for refunds, the terms give ${a.expected}.`,
  RootDiffers: a => `The version belongs to ${a.given}, not to ${a.expected ?? 'the version before it'}.`,
  RotationsDiffer: a => `The bundle names ${a.given} changes of members, the chain applied ${a.expected}.`,
  SettlementMissing: () => 'A close paid at once, but its settlement is missing.',
  SignaturesDiffer: a => `The version has ${a.given} signatures instead of ${a.expected}.`,
  SignerTwice: a => `${a.signer} signed twice, which counts once.`,
  StateDiffers: a =>
    `The contract kept ${a.given} for "${a.what}", the events give ${a.expected}: an event is missing or added.`,
  TermsDigestDiffers: a => `The terms have the digest ${a.expected}, not ${a.given}.`,
  TooFewSigners: a => `${a.given} members signed, ${a.needed} must.`,
  VersionsDiffer: a => `The bundle's versions are not those that took effect${a.expected ? `, ${a.expected}` : ''}.`,
}
