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
