import { ordinalText, timeText } from './evidence.ts'

type Sentences = Record<string, (args: Record<string, unknown>) => string>

/** Why a fact does not count. */
export const factsSentences: Sentences = {
  AlreadyProven: a => `That ${a.attestor} signed two values was proven before; there is nothing left to do.`,
  AlreadyRecorded: a => `The fact ${a.digest} is recorded already; there is nothing left to do.`,
  AlreadyRevoked: a => `The fact ${a.digest} was withdrawn and cannot be used; a correction is the next round.`,
  AttestorTwice: a => `The attestor ${a.account} is listed twice; list each once.`,
  AttestorZero: a => `Attestor ${ordinalText(a.index)} has no address; fill it in.`,
  AudienceDiffers: a =>
    `The fact is for ${a.expected}, not for ${a.given}; have it confirmed for the contract that uses it.`,
  BelowQuorum: a =>
    `${a.count} attestors confirmed, but more than ${a.k} must; wait for another confirmation and send it again.`,
  FactExpired: a => `The fact could be relied on until ${timeText(a.validUntil)}; have it confirmed anew.`,
  NeverMembers: a =>
    `These accounts were never together the members of quorum ${a.quorum}; give the members of that time.`,
  NoSuchAttestor: a => `Attestor ${ordinalText(a.index)} is named, but the quorum has ${a.count}; correct the mask.`,
  NotAnAttestor: a => `${a.account} is not among the members given; name one of them.`,
  NotInRoot: a => `The proof does not lead to the batch ${a.root}; give the proof of this fact.`,
  NoticeRunning: a => `The change of members was announced to apply from ${timeText(a.appliesAt)}; wait until then.`,
  QuorumExists: a => `The quorum ${a.quorum} exists already; use it, or change its members or its notice.`,
  QuorumUnknown: a => `No quorum has the id ${a.quorum}; create it first or name another.`,
  RootTwice: a => `The batch ${a.root} is recorded already; there is nothing left to do.`,
  RotationNotAnnounced: a => `Quorum ${a.quorum} did not announce these members last; announce them first.`,
  RotationOutdated: a => `Change number ${a.round} is not newer than the last, ${a.last}; use a higher number.`,
  RoundTaken: a => `Round ${a.round} about ${a.subject} has another value already; a correction needs the next round.`,
  RoundsDiffer: a => `The statements are about different rounds, ${a.first} and ${a.second}; give two about the same.`,
  SameFact: a => `Both statements are ${a.digest}; only two different ones prove anything.`,
  SequenceDiffers: a => `Batch number ${a.given} came, but ${a.expected} is next; send the batches in order.`,
  SignaturesLength: a =>
    `The signatures have ${a.given} bytes instead of ${a.expected}; give 64 for each attestor named.`,
  SignerDiffers: a =>
    `The signature at place ${ordinalText(a.index)} is by ${a.given}, not by the attestor ${a.expected}; put them in the attestors' order.`,
  SignersDiffer: a => `The statements were signed by ${a.first} and ${a.second}; give two by the same attestor.`,
  ThresholdOutOfRange: a =>
    `More than ${a.k} of ${a.count} would have to sign; k must be at least 1, below the number, and more than half must be needed.`,
  TooManyAttestors: a => `The quorum would have ${a.given} attestors, but at most ${a.limit} fit; name fewer.`,
}
