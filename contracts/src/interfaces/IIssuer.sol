// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A contract that issues series on the Ledger. The transfer rules are asked only for restricted series.
interface IIssuer {
    /// @notice Called by the Ledger before it reads the balances of a transfer of a restricted series; may keep state, or
    /// reverts with a reason to refuse. Not called when the issuer itself issues or redeems.
    /// @param operator Whose authority moves the units: holder, spender, owner contract or signer of the payment.
    /// @param from The account lowered.
    /// @param to The account raised.
    /// @param id The Ledger id of the units.
    /// @param amount The amount, in the smallest unit of `id`.
    function onTransfer(address operator, address from, address to, uint256 id, uint256 amount) external;

    /// @notice Whether `onTransfer` with the same arguments would accept; false, or a revert with the reason, when not.
    function mayTransfer(address operator, address from, address to, uint256 id, uint256 amount)
        external
        view
        returns (bool);

    /// @notice How many decimals the units of `series` are shown with.
    function decimals(uint96 series) external view returns (uint8);

    /// @notice The symbol the units of `series` are shown with.
    function symbol(uint96 series) external view returns (string memory);
}
