// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice The terms of a revenue-sharing agreement: what each party signs. Its EIP-712 digest is the agreement's id.
/// @param money What is shared.
/// @param parties Who signs.
/// @param rules Who gets what, in what order, and what it waits for.
/// @param prose The salted hash of the readable contract.
/// @param root The digest of the first version; zero in the first version.
/// @param previous The digest of the version this one amends; zero in the first version.
struct Agreement {
    Money money;
    Party[] parties;
    Rules rules;
    bytes32 prose;
    bytes32 root;
    bytes32 previous;
}

/// @param asset The Ledger id of the shared units; must be unrestricted.
struct Money {
    uint256 asset;
}

/// @param account The account that signs and is paid.
/// @param role What the party does, for example "investor".
struct Party {
    address account;
    string role;
}

/// @param quorum The quorum whose facts move the money.
/// @param arbiters The quorum that can freeze, or zero.
/// @param business The hash of the public key that signs the business's rows.
/// @param signBy The last second, as a Unix timestamp, at which the agreement can take effect.
/// @param endsAt The Unix timestamp after which the agreement can complete, or zero.
/// @param maxFreeze How long, in seconds, all freezes together can last.
/// @param ordered Whether the parties must sign in listed order.
/// @param period The accounting period, or all zero for settlement in real time.
/// @param monthly The senior clauses, taken from each month's net revenue in order.
/// @param clauses The clauses over cumulative revenue in order; the last takes all that is left.
/// @param registers Lists of receivers too long to write out, as Merkle roots.
struct Rules {
    bytes32 quorum;
    bytes32 arbiters;
    bytes32 business;
    uint40 signBy;
    uint40 endsAt;
    uint32 maxFreeze;
    bool ordered;
    Period period;
    Monthly[] monthly;
    Clause[] clauses;
    Register[] registers;
}

/// @param firstMonth The first month, counted from January 1970.
/// @param utcOffsetMinutes Where civil months begin, in minutes east of UTC.
/// @param closeAfter How long, in seconds, after a month's end anyone may close it by default; zero means no period.
struct Period {
    uint16 firstMonth;
    int16 utcOffsetMinutes;
    uint32 closeAfter;
}

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

/// @notice What closes a month, as the nodes attest it.
/// @param month The month, counted from January 1970.
/// @param quantities Per monthly clause the cumulative quantity up to the month's end, in the meter's smallest unit.
/// @param entries How many receipts and refunds count in the month.
/// @param sum Receipts less refunds of the month, in the asset's smallest unit.
/// @param rows The Merkle root over the business's rows of the month.
struct MonthClose {
    uint16 month;
    uint128[] quantities;
    uint32 entries;
    int128 sum;
    bytes32 rows;
}
