// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";

import {Ledger} from "src/Ledger.sol";
import {Payments} from "src/Payments.sol";

import {PaymentsHandler} from "./PaymentsHandler.t.sol";

contract PaymentsInvariantTest is Test {
    PaymentsHandler private _handler;
    Payments private _payments;
    Ledger private _ledger;
    uint256 private _id;

    function setUp() public {
        _handler = new PaymentsHandler();
        (_payments, _ledger, _id) = _handler.subjects();
        bytes4[] memory selectors = new bytes4[](10);
        selectors[0] = PaymentsHandler.issue.selector;
        selectors[1] = PaymentsHandler.refund.selector;
        selectors[2] = PaymentsHandler.issueAgain.selector;
        selectors[3] = PaymentsHandler.refundAgain.selector;
        selectors[4] = PaymentsHandler.refundTooMuch.selector;
        selectors[5] = PaymentsHandler.repay.selector;
        selectors[6] = PaymentsHandler.repayAsPayer.selector;
        selectors[7] = PaymentsHandler.collect.selector;
        selectors[8] = PaymentsHandler.redeem.selector;
        selectors[9] = PaymentsHandler.transfer.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), selectors));
    }

    function invariant_PAYMENTS_1_processorCoversUnits() public view {
        Payments.Totals memory totals = _payments.totalsOf(_id);
        assertEq(totals.receivables, _handler.receivables());
        assertEq(_handler.processorHolds() + totals.receivables, _ledger.totalSupply(_id) + totals.inFlight);
        assertEq(_payments.dueFromProcessor(_id), _handler.processorHolds());
    }

    function invariant_PAYMENTS_2_onceEver() public view {
        assertEq(_handler.acceptedAgain(), 0);
    }
}
