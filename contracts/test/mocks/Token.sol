// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @notice A plain ERC-20 with ERC-2612 permit, 6 decimals, that anyone can mint. The base of the hostile tokens.
contract Token is ERC20 {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public pure override returns (string memory) {
        return "Test Dollar";
    }

    function symbol() public pure override returns (string memory) {
        return "TUSD";
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @dev No allowance is assumed for Permit2: tests must see every allowance they need.
    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}
