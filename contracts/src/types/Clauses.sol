// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @param amount The fixed amount due each month, in the asset's smallest unit.
/// @param price The price per `perQuantity` of the metered quantity, in the asset's smallest unit.
/// @param perQuantity The metered quantity that `price` buys, in the meter's smallest unit; zero without a meter.
/// @param meter The hash of the meter's name, or zero.
/// @param defaultQuantity The month's quantity when the month is closed by default.
/// @param rateBps The most of what is left of the month that this clause may take, in basis points, rounded down.
/// @param carried Whether what could not be paid is still due next month.
/// @param total What the weights add up to.
/// @param shares Who gets what the clause takes.
/// @param continues One more than the index of the amended version's monthly clause it continues, or zero.
struct Monthly {
    uint128 amount;
    uint128 price;
    uint64 perQuantity;
    bytes32 meter;
    uint128 defaultQuantity;
    uint16 rateBps;
    bool carried;
    uint32 total;
    Share[] shares;
    uint8 continues;
}

/// @param rateBps What part of the revenue that reaches the clause it takes, in basis points, rounded down.
/// @param limit The most it ever takes, in the asset's smallest unit; zero means no limit.
/// @param total What the weights add up to.
/// @param shares Who gets what the clause takes.
/// @param lock What must happen before it is paid; `by` zero means no lock.
/// @param continues One more than the index of the amended version's clause it continues, or zero.
struct Clause {
    uint16 rateBps;
    uint128 limit;
    uint32 total;
    Share[] shares;
    Lock lock;
    uint8 continues;
}

/// @param topic The topic of the fact that unlocks the clause.
/// @param subject The subject of the fact that unlocks the clause.
/// @param by The last second, as a Unix timestamp, at which the fact can be recorded.
/// @param otherwise Who gets the money when it was not; the weights add up to the clause's total.
struct Lock {
    bytes32 topic;
    bytes32 subject;
    uint40 by;
    Share[] otherwise;
}

/// @param party The index of the party; from the number of parties on, of the register.
/// @param weight The party's part of the clause's total.
struct Share {
    uint16 party;
    uint32 weight;
}

/// @param root The Merkle root over the receivers.
/// @param count How many receivers there are.
/// @param total What their shares add up to.
struct Register {
    bytes32 root;
    uint32 count;
    uint64 total;
}

bytes32 constant CLAUSE_TYPEHASH = keccak256(
    "Clause(uint16 rateBps,uint128 limit,uint32 total,Share[] shares,Lock lock,uint8 continues)"
    "Lock(bytes32 topic,bytes32 subject,uint40 by,Share[] otherwise)" "Share(uint16 party,uint32 weight)"
);
bytes32 constant LOCK_TYPEHASH =
    keccak256("Lock(bytes32 topic,bytes32 subject,uint40 by,Share[] otherwise)" "Share(uint16 party,uint32 weight)");
bytes32 constant MONTHLY_TYPEHASH = keccak256(
    "Monthly(uint128 amount,uint128 price,uint64 perQuantity,bytes32 meter,uint128 defaultQuantity,uint16 rateBps,bool carried,uint32 total,Share[] shares,uint8 continues)"
    "Share(uint16 party,uint32 weight)"
);
bytes32 constant REGISTER_TYPEHASH = keccak256("Register(bytes32 root,uint32 count,uint64 total)");
bytes32 constant SHARE_TYPEHASH = keccak256("Share(uint16 party,uint32 weight)");
