// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {NotTheLedger} from "./Errors.sol";

/// @title Inlet
/// @notice The contract at a sub-account's address: it hands bare ERC-20 tokens that were sent there to the Ledger.
/// @dev It takes no constructor arguments, so that its address follows from the Ledger and the salt alone. It obeys only the
/// Ledger and never signs. Native coin and NFTs sent to it are lost.
contract Inlet {
    address private immutable LEDGER = msg.sender;

    /// @notice Sends all of `token` held here to the Ledger.
    /// @return amount The amount sent, in the token's smallest unit.
    function sweep(address token) external returns (uint256 amount) {
        require(msg.sender == LEDGER, NotTheLedger(msg.sender));

        amount = SafeTransferLib.safeTransferAll(token, msg.sender);
    }
}
