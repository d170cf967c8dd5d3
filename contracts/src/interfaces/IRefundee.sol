// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A payee that gives money back when a payment it received is refunded or disputed.
interface IRefundee {
    /// @notice Called by the issuer of the units when a payment to the payee's account `key` was refunded or disputed. The payee
    /// moves what it can to the issuer's account `keccak256(abi.encode(payee, key, id))` before it returns; the rest it owes.
    /// @param paymentKey The key of the refunded payment.
    /// @param key The payee's account key.
    /// @param id The Ledger id of the units; its low 160 bits are the caller.
    /// @param amount The amount refunded to the payer, in the smallest unit of `id`.
    /// @param bookedAt The booking date of the refund, as a Unix timestamp.
    /// @return returned The part of `amount` that was moved back, in the smallest unit of `id`.
    function onRefund(bytes32 paymentKey, bytes32 key, uint256 id, uint128 amount, uint40 bookedAt)
        external
        returns (uint128 returned);
}
