// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";

import {Ledger} from "src/Ledger.sol";
import {Payments} from "src/Payments.sol";
import {Units} from "src/Units.sol";

import {PaymentsHandler} from "./PaymentsHandler.t.sol";

contract PaymentsInvariantTest is Test {
    PaymentsHandler private _handler;
    Payments private _payments;
    Ledger private _ledger;
    uint256 private _id;

    function setUp() public {
        _handler = new PaymentsHandler();
        (_payments, _ledger, _id) = _handler.subjects();
        bytes4[] memory selectors = new bytes4[](20);
        selectors[0] = PaymentsHandler.issue.selector;
        selectors[1] = PaymentsHandler.refund.selector;
        selectors[2] = PaymentsHandler.dispute.selector;
        selectors[3] = PaymentsHandler.reinstate.selector;
        selectors[4] = PaymentsHandler.release.selector;
        selectors[5] = PaymentsHandler.fund.selector;
        selectors[6] = PaymentsHandler.instruct.selector;
        selectors[7] = PaymentsHandler.payOut.selector;
        selectors[8] = PaymentsHandler.takeBack.selector;
        selectors[9] = PaymentsHandler.report.selector;
        selectors[10] = PaymentsHandler.repay.selector;
        selectors[11] = PaymentsHandler.repayAsPayer.selector;
        selectors[12] = PaymentsHandler.collect.selector;
        selectors[13] = PaymentsHandler.transfer.selector;
        selectors[14] = PaymentsHandler.issueAgain.selector;
        selectors[15] = PaymentsHandler.bookAgain.selector;
        selectors[16] = PaymentsHandler.bookTooMuch.selector;
        selectors[17] = PaymentsHandler.reinstateAgain.selector;
        selectors[18] = PaymentsHandler.releaseAgain.selector;
        selectors[19] = PaymentsHandler.reportBackwards.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), selectors));
    }

    function invariant_PAYMENTS_1_processorCoversUnits() public view {
        Units.Totals memory totals = _payments.totalsOf(_id);
        assertEq(totals.receivables, _handler.receivables());
        assertEq(totals.inFlight, _handler.inFlight());
        assertEq(totals.reserve, _handler.withheld());
        int256 claims = int256(_ledger.totalSupply(_id) + totals.inFlight + totals.reserve);
        assertEq(_handler.processorHolds() + int256(uint256(totals.receivables)), claims);
        assertEq(_payments.dueFromProcessor(_id), _handler.processorHolds());
    }

    function invariant_PAYMENTS_2_onceEver() public view {
        assertEq(_handler.acceptedAgain(), 0);
        assertTrue(_handler.refundsAreWithinPayments());
    }

    function invariant_PAYMENTS_3_instructionsMoveForward() public view {
        assertEq(_handler.wentBack(), 0);
        assertTrue(_handler.statesAreAsReported());
        assertEq(_handler.taken(), _handler.inFlight() + _handler.paidOut() + _handler.givenBack());
    }
}
