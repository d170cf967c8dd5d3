// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IIssuer} from "src/interfaces/IIssuer.sol";
import {Ledger} from "src/Ledger.sol";

import {Striker} from "./Striker.sol";

/// @notice Issues and redeems what it is told; refuses transfers to accounts it does not let in.
contract Issuer is IIssuer, Striker {
    struct Asked {
        address operator;
        address from;
        address to;
        uint256 id;
        uint256 amount;
    }

    Ledger private immutable LEDGER;

    Asked public asked;
    uint256 public questions;
    mapping(address account => bool shut) public isShut;

    error ShutOut(address account);

    constructor(Ledger ledger) {
        LEDGER = ledger;
    }

    function shut(address account) external {
        isShut[account] = true;
    }

    function issue(uint96 series, address to, uint256 amount) external {
        LEDGER.issue(series, to, amount);
    }

    function issueAndPay(uint96 series, address payee, bytes32 key, uint256 amount, bytes calldata data) external {
        LEDGER.issueAndPay(series, payee, key, amount, data);
    }

    function redeem(address from, uint96 series, uint256 amount) external {
        LEDGER.redeem(from, series, amount);
    }

    function redeemFrom(bytes32 key, uint96 series, uint256 amount) external {
        LEDGER.redeemFrom(key, series, amount);
    }

    function onTransfer(address operator, address from, address to, uint256 id, uint256 amount) external {
        require(msg.sender == address(LEDGER), "not the ledger");
        require(!isShut[to], ShutOut(to));
        ++questions;
        asked = Asked(operator, from, to, id, amount);
        _strike();
    }

    function mayTransfer(address, address, address to, uint256, uint256) external view returns (bool) {
        return !isShut[to];
    }

    function decimals(uint96 series) external pure returns (uint8) {
        // The low byte, so that every series has its own.
        return uint8(series);
    }

    function symbol(uint96) external pure returns (string memory) {
        return "UNIT";
    }
}
