// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Striker} from "./Striker.sol";
import {Token} from "./Token.sol";

/// @notice Strikes within `transfer` and `transferFrom`, before or after the balances move.
contract ReenteringToken is Token, Striker {
    bool public early;

    function strikeEarly(bool early_) external {
        early = early_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (early) _strike();
        super.transfer(to, amount);
        _strike();
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (early) _strike();
        super.transferFrom(from, to, amount);
        _strike();
        return true;
    }
}
