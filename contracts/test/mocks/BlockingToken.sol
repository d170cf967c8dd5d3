// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Token} from "./Token.sol";

/// @notice Refuses to send to or from a blocked account.
contract BlockingToken is Token {
    mapping(address account => bool blocked) public isBlocked;

    error Blocked(address account);

    function block_(address account, bool blocked) external {
        isBlocked[account] = blocked;
    }

    function _beforeTokenTransfer(address from, address to, uint256) internal view override {
        require(!isBlocked[from], Blocked(from));
        require(!isBlocked[to], Blocked(to));
    }
}
