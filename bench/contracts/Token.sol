// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC1363} from "@openzeppelin/contracts/token/ERC20/extensions/ERC1363.sol";
import {ERC20Wrapper} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Wrapper.sol";

/// @notice The token of every job: plain, with 6 decimals.
contract Token is ERC20("Token", "TKN") {
    constructor() {
        _mint(msg.sender, 1e30);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

/// @notice The nearest peer of a payment with a purpose: the receiver is called with the sender's data.
contract PayingToken is ERC20("Token", "TKN"), ERC1363 {
    constructor() {
        _mint(msg.sender, 1e30);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

/// @notice The nearest peer of a deposit and a withdrawal: one token held for holders of another.
contract Wrapper is ERC20("Wrapped", "WTKN"), ERC20Wrapper {
    constructor(ERC20 token) ERC20Wrapper(token) {}

    function decimals() public view override(ERC20, ERC20Wrapper) returns (uint8) {
        return super.decimals();
    }
}
