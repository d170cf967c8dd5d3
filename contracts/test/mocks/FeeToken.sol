// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Token} from "./Token.sol";

/// @notice Keeps 1 % of every transfer, rounded up, from what the receiver gets.
contract FeeToken is Token {
    function feeOf(uint256 amount) public pure returns (uint256) {
        return (amount + 99) / 100;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        _burn(to, feeOf(amount));
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        super.transferFrom(from, to, amount);
        _burn(to, feeOf(amount));
        return true;
    }
}
