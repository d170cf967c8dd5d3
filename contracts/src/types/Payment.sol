// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A payment from the payer's Ledger balance that the payer signs and anyone may submit. The purpose is signed with
/// it in full as the member `bytes data`, so that a wallet can show it.
/// @param payer The account that pays and signs.
/// @param payee The contract that is paid.
/// @param key The payee's account key.
/// @param id The Ledger id of the units.
/// @param amount The amount, in the smallest unit of `id`.
/// @param nonce Any number this payer has not used; the order is free.
/// @param deadline The last second, as a Unix timestamp, at which the payment can be submitted.
struct Payment {
    address payer;
    address payee;
    bytes32 key;
    uint256 id;
    uint256 amount;
    uint256 nonce;
    uint40 deadline;
}

/// @notice An ERC-3009 authorization of the tokens of `from` to the Ledger.
/// @param from The account that signed it.
/// @param amount The amount, in the token's smallest unit.
/// @param validAfter The Unix timestamp after which it is valid.
/// @param validBefore The Unix timestamp before which it is valid.
/// @param salt Any value; it makes the nonce unique.
/// @param v The recovery id of the signature.
/// @param r The first half of the signature.
/// @param s The second half of the signature.
struct Authorization {
    address from;
    uint256 amount;
    uint256 validAfter;
    uint256 validBefore;
    bytes32 salt;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

bytes32 constant PAYMENT_TYPEHASH = keccak256(
    "Payment(address payer,address payee,bytes32 key,uint256 id,uint256 amount,bytes data,uint256 nonce,uint40 deadline)"
);

/// @dev What an ERC-3009 nonce is for, so that the one kind never passes for the other.
bytes32 constant PURPOSE_DEPOSIT = "deposit";
bytes32 constant PURPOSE_PAY = "pay";

using {hash} for Payment global;

/// @notice The EIP-712 hash of the struct with its purpose, to be bound to a domain.
function hash(Payment calldata payment, bytes calldata data) pure returns (bytes32) {
    return keccak256(
        abi.encode(
            PAYMENT_TYPEHASH,
            payment.payer,
            payment.payee,
            payment.key,
            payment.id,
            payment.amount,
            keccak256(data),
            payment.nonce,
            payment.deadline
        )
    );
}

/// @notice The ERC-3009 nonce that binds a deposit to its beneficiary.
/// @param to The account credited.
/// @param minUnits The fewest units the signer accepts, in the token's smallest unit.
/// @param salt Any value.
function depositNonce(address to, uint256 minUnits, bytes32 salt) pure returns (bytes32) {
    return keccak256(abi.encode(PURPOSE_DEPOSIT, to, minUnits, salt));
}

/// @notice The ERC-3009 nonce that binds a deposit to the payment it continues into.
/// @param payee The contract paid.
/// @param key The payee's account key.
/// @param data The hash of the purpose.
/// @param minUnits The fewest units the signer accepts, in the token's smallest unit.
/// @param salt Any value.
function paymentNonce(address payee, bytes32 key, bytes32 data, uint256 minUnits, bytes32 salt) pure returns (bytes32) {
    return keccak256(abi.encode(PURPOSE_PAY, payee, key, data, minUnits, salt));
}
