// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clause, Monthly, Register} from "./Clauses.sol";

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

bytes32 constant AGREEMENT_TYPEHASH = keccak256(
    "Agreement(Money money,Party[] parties,Rules rules,bytes32 prose,bytes32 root,bytes32 previous)"
    "Clause(uint16 rateBps,uint128 limit,uint32 total,Share[] shares,Lock lock,uint8 continues)"
    "Lock(bytes32 topic,bytes32 subject,uint40 by,Share[] otherwise)" "Money(uint256 asset)"
    "Monthly(uint128 amount,uint128 price,uint64 perQuantity,bytes32 meter,uint128 defaultQuantity,uint16 rateBps,bool carried,uint32 total,Share[] shares,uint8 continues)"
    "Party(address account,string role)" "Period(uint16 firstMonth,int16 utcOffsetMinutes,uint32 closeAfter)"
    "Register(bytes32 root,uint32 count,uint64 total)"
    "Rules(bytes32 quorum,bytes32 arbiters,bytes32 business,uint40 signBy,uint40 endsAt,uint32 maxFreeze,bool ordered,Period period,Monthly[] monthly,Clause[] clauses,Register[] registers)"
    "Share(uint16 party,uint32 weight)"
);
bytes32 constant MONEY_TYPEHASH = keccak256("Money(uint256 asset)");
bytes32 constant PARTY_TYPEHASH = keccak256("Party(address account,string role)");
bytes32 constant PERIOD_TYPEHASH = keccak256("Period(uint16 firstMonth,int16 utcOffsetMinutes,uint32 closeAfter)");
bytes32 constant RULES_TYPEHASH = keccak256(
    "Rules(bytes32 quorum,bytes32 arbiters,bytes32 business,uint40 signBy,uint40 endsAt,uint32 maxFreeze,bool ordered,Period period,Monthly[] monthly,Clause[] clauses,Register[] registers)"
    "Clause(uint16 rateBps,uint128 limit,uint32 total,Share[] shares,Lock lock,uint8 continues)"
    "Lock(bytes32 topic,bytes32 subject,uint40 by,Share[] otherwise)"
    "Monthly(uint128 amount,uint128 price,uint64 perQuantity,bytes32 meter,uint128 defaultQuantity,uint16 rateBps,bool carried,uint32 total,Share[] shares,uint8 continues)"
    "Period(uint16 firstMonth,int16 utcOffsetMinutes,uint32 closeAfter)"
    "Register(bytes32 root,uint32 count,uint64 total)" "Share(uint16 party,uint32 weight)"
);
