// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IRefundee} from "src/interfaces/IRefundee.sol";
import {Ledger} from "src/Ledger.sol";

/// @notice Issues units of any series into payments and asks payees to give them back, like Payments but on anybody's word.
contract Cashier {
    Ledger private immutable LEDGER;

    constructor(Ledger ledger) {
        LEDGER = ledger;
    }

    function pay(
        uint256 id,
        address payee,
        bytes32 key,
        uint128 amount,
        bytes32 paymentKey,
        address payer,
        uint40 bookedAt
    ) external {
        LEDGER.issueAndPay(uint96(id >> 160), payee, key, amount, abi.encode(paymentKey, payer, bookedAt));
    }

    function issue(uint256 id, address to, uint256 amount) external {
        LEDGER.issue(uint96(id >> 160), to, amount);
    }

    function refund(uint256 id, address payee, bytes32 key, uint128 amount, bytes32 paymentKey, uint40 bookedAt)
        external
        returns (uint128)
    {
        return IRefundee(payee).onRefund(paymentKey, key, id, amount, bookedAt);
    }
}
