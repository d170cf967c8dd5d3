// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A payment that succeeded at a processor, as the nodes attest it.
/// @param quorum The quorum whose word the issued units are.
/// @param currency The ISO 4217 code, ASCII, left-aligned.
/// @param processor The hash that names the processor account which received the money.
/// @param transaction The processor's transaction id, hashed.
/// @param payer The account that owns the units when they cannot be delivered.
/// @param amount The amount, in the currency's minor unit.
/// @param bookedAt The booking date, as a Unix timestamp: decides in which month the payment counts.
/// @param payee The contract the payment is for, or zero to credit the payer.
/// @param key The payee's account key.
/// @param gasLimit The gas that must be available to the payee's `onPayment` and `onRefund`.
struct Receipt {
    bytes32 quorum;
    bytes32 currency;
    bytes32 processor;
    bytes32 transaction;
    address payer;
    uint128 amount;
    uint40 bookedAt;
    address payee;
    bytes32 key;
    uint32 gasLimit;
}

/// @notice A refund of a payment, as the nodes attest it.
/// @param paymentKey The key of the refunded payment.
/// @param refundId The processor's refund id, hashed.
/// @param amount The amount returned to the payer, in the currency's minor unit.
/// @param bookedAt The booking date, as a Unix timestamp.
struct Refund {
    bytes32 paymentKey;
    bytes32 refundId;
    uint128 amount;
    uint40 bookedAt;
}

/// @notice What was booked for a payment.
/// @param receipt The hash of the receipt, or zero when nothing was issued.
/// @param refunded The sum of what went back by refunds and disputes, in the currency's minor unit.
/// @param releasableAt When what is withheld may be released, as a Unix timestamp.
/// @param bounced Whether the payee did not take the units, so that the payer has them.
/// @param withheld What is withheld of it, in the currency's minor unit.
struct Booking {
    bytes32 receipt; // slot 0
    uint128 refunded; // slot 1
    uint40 releasableAt;
    bool bounced;
    uint128 withheld; // slot 2
}

/// @notice What a processor account withholds of the payments it receives.
/// @param rate What is withheld, in ten-thousandths, rounded down.
/// @param duration For how long, in seconds after the block that issued the units.
struct Reserve {
    uint16 rate;
    uint32 duration;
}
