// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A contract that accepts payments with a purpose through the Ledger.
interface IPayee {
    /// @notice Called by the Ledger after the units have arrived in the payee's account `key`. The payee must accept only
    /// the Ledger as caller and only the asset of its terms, and reverts to refuse the payment as a whole.
    /// @param payer Whose money it was; for issued-and-paid units the issuer.
    /// @param key The payee's account key.
    /// @param id The Ledger id of the units.
    /// @param amount The amount, in the smallest unit of `id`.
    /// @param data The purpose, in the payee's own encoding; it names the beneficiary.
    /// @return The selector of this function.
    function onPayment(address payer, bytes32 key, uint256 id, uint256 amount, bytes calldata data)
        external
        returns (bytes4);
}
