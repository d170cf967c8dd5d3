// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Everything that is booked.
/// @param versions By the version's digest.
/// @param metered By the version's digest and the index of the monthly clause.
/// @param continued By the version's digest and the index of the cumulative clause: what the clauses it continues had taken, in
/// the asset's smallest unit.
/// @param buckets By the agreement's root and the month.
struct Book {
    mapping(bytes32 digest => Version) versions;
    mapping(bytes32 digest => mapping(uint256 index => Metered)) metered;
    mapping(bytes32 digest => mapping(uint256 index => uint256)) continued;
    mapping(bytes32 root => mapping(uint256 month => Bucket)) buckets;
}

/// @notice What is stored about a version of the terms, by its digest.
/// @param base All that ever reached the cumulative clauses, in the asset's smallest unit.
/// @param settledBase What `base` was at the last settlement.
/// @param locks The state of each cumulative clause's lock, two bits each: 0 waiting, 1 unlocked, 2 lapsed.
/// @param settledLocks What `locks` was at the last settlement.
/// @param concluded Whether it is an amendment that took effect; a first version is known by its standing.
/// @param finished Whether it is an earlier version and everyone got what they were entitled to.
struct Version {
    // slot 0
    uint128 base;
    uint128 settledBase;
    // slot 1
    uint64 locks;
    uint64 settledLocks;
    bool concluded;
    bool finished;
}

/// @notice What is booked in a month that is not closed.
/// @param net Receipts less refunds and what the month before left, in the asset's smallest unit.
/// @param entries How many receipts and refunds with a payment key count in it.
/// @param sum Those receipts less those refunds, in the asset's smallest unit.
struct Bucket {
    int112 net;
    uint32 entries;
    int112 sum;
}

/// @notice The standing of a monthly clause.
/// @param unpaid What is due and not taken; below zero after a correction. In the asset's smallest unit.
/// @param taken All it ever took, in the asset's smallest unit.
/// @param quantity The cumulative quantity up to the last close, in the meter's smallest unit.
/// @param settled What `taken` was at the last settlement.
struct Metered {
    // slot 0
    int128 unpaid;
    uint128 taken;
    // slot 1
    uint128 quantity;
    uint128 settled;
}

/// @notice How far a register's money is paid.
/// @param credited All that ever came in for it, in the asset's smallest unit.
/// @param target What its receivers get all together up to the present round.
/// @param settled What they got up to the round before.
/// @param cursor How many receivers of the present round are paid.
/// @param sum The sum of the shares of those receivers.
struct RegisterState {
    // slot 0
    uint128 credited;
    uint128 target;
    // slot 1
    uint128 settled;
    uint32 cursor;
    uint64 sum;
}

/// @notice A receiver in a register.
/// @param account The account that is paid.
/// @param share Its part of the register's total.
struct Receiver {
    address account;
    uint64 share;
}
