// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A statement about the outside world that counts once strictly more than k attestors of `quorum` signed it.
/// Every field is a function of the source record, never of an attestor's clock.
/// @param quorum The quorum whose word it is.
/// @param audience The contract that may use it, or zero for a fact anyone may read.
/// @param topic What kind of fact, the hash of its name.
/// @param subject What it is about, derived from content.
/// @param round The source's version of the record; the first recorded value of a round stands.
/// @param value The value, or the hash of it.
/// @param observedAt The business time in the source record, as a Unix timestamp; it decides no deadline.
/// @param validUntil The last second the value may be relied on, as a Unix timestamp; zero never expires.
struct Fact {
    bytes32 quorum;
    address audience;
    bytes32 topic;
    bytes32 subject;
    uint64 round;
    bytes32 value;
    uint40 observedAt;
    uint40 validUntil;
}

/// @notice Who confirmed a fact.
/// @param mask Bit i is set when attestor i of the quorum signed.
/// @param signatures The 64-byte signatures (r, vs) of ERC-2098, in the order of the attestors.
struct Confirmations {
    uint32 mask;
    bytes signatures;
}

/// @notice Evidence that an attestor said something: a fact it signed by itself, or a batch it signed that holds the fact.
/// @param fact The fact.
/// @param root The Merkle root of the batch; zero when the fact was signed by itself.
/// @param sequence The number of the batch.
/// @param proof The Merkle proof from the fact to the root.
/// @param signature The 64-byte signature (r, vs) of ERC-2098 over the fact or the batch.
struct Statement {
    Fact fact;
    bytes32 root;
    uint64 sequence;
    bytes32[] proof;
    bytes signature;
}

bytes32 constant FACT_TYPEHASH = keccak256(
    "Fact(bytes32 quorum,address audience,bytes32 topic,bytes32 subject,uint64 round,bytes32 value,uint40 observedAt,uint40 validUntil)"
);

bytes32 constant REVOCATION_TYPEHASH = keccak256("Revocation(bytes32 digest)");

bytes32 constant ROOT_TYPEHASH = keccak256("Root(bytes32 quorum,bytes32 root,uint64 sequence)");

bytes32 constant ROTATION_TYPEHASH = keccak256("Rotation(bytes32 quorum,uint64 round,address[] next)");

bytes32 constant TOPIC_PAYMENT = keccak256("concordat.payment");
bytes32 constant TOPIC_REFUND = keccak256("concordat.refund");
bytes32 constant TOPIC_DISPUTE = keccak256("concordat.dispute");
bytes32 constant TOPIC_PAYOUT = keccak256("concordat.payout");
bytes32 constant TOPIC_MONTH = keccak256("concordat.month");
bytes32 constant TOPIC_MILESTONE = keccak256("concordat.milestone");
bytes32 constant TOPIC_FREEZE = keccak256("concordat.freeze");

using {hash} for Fact global;

/// @notice The EIP-712 hash of the struct, to be bound to a domain.
function hash(Fact memory fact) pure returns (bytes32) {
    return keccak256(
        abi.encode(
            FACT_TYPEHASH,
            fact.quorum,
            fact.audience,
            fact.topic,
            fact.subject,
            fact.round,
            fact.value,
            fact.observedAt,
            fact.validUntil
        )
    );
}
