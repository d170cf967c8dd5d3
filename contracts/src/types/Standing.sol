// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Where an agreement stands; it only moves forward.
enum State {
    /// Not concluded.
    None,
    /// In force.
    Effective,
    /// Ended by all parties before its time; what came in is still settled.
    Terminated,
    /// Continued in another contract.
    Superseded,
    /// Everything is paid.
    Completed
}

/// @notice What is stored about an agreement, by its root. A first version without a period writes slot 0 alone.
/// @param state Where it stands.
/// @param amended Whether a later version than the first is in force.
/// @param hasPeriod Whether revenue is closed month by month.
/// @param frozenUntil The Unix timestamp until which it is frozen, or zero.
/// @param assetTag The first 96 bits of the hash that binds the Ledger id of the asset to the root.
/// @param sharesTag The first 96 bits of the hash that binds the short form of plain percentages to the version in force, or
/// zero when the terms are not plain.
/// @param held What is held for months that are not closed, in the asset's smallest unit.
/// @param owed What is owed to the issuer for refunds, in the asset's smallest unit.
/// @param openMonth The month the next close divides, counted from January 1970.
/// @param lastMonth The last month something is booked in, counted from January 1970.
/// @param utcOffsetMinutes Where civil months begin, in minutes east of UTC.
/// @param reserved What earlier versions hold, not paid or locked or undivided, in the asset's smallest unit.
/// @param countedFrom When the agreement took effect or last closed a month, as a Unix timestamp.
/// @param terminatedAt The Unix timestamp at which the parties ended it, or zero.
/// @param frozenFor How long all freezes together last, in seconds, the present one counted to its end.
/// @param pending How many earlier versions are not paid out.
/// @param freezeRounds How many freeze and resume facts were used.
struct Standing {
    // slot 0
    State state;
    bool amended;
    bool hasPeriod;
    uint40 frozenUntil;
    uint96 assetTag;
    uint96 sharesTag;
    // slot 1
    uint104 held;
    uint104 owed;
    uint16 openMonth;
    uint16 lastMonth;
    int16 utcOffsetMinutes;
    // slot 2
    uint104 reserved;
    uint40 countedFrom;
    uint40 terminatedAt;
    uint32 frozenFor;
    uint16 pending;
    uint24 freezeRounds;
}
