// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {Payee} from "../mocks/Payee.sol";
import {LedgerBase} from "./LedgerBase.sol";

// issueAndPay
// ├── when the payee accepts
// │   ├── it credits the payee's account
// │   ├── it tells the payee, with the issuer as payer
// │   └── it emits Transfer, Issued and Paid
// ├── when the payee refuses: it reverts and nothing is issued
// ├── when the payee is no payee: it reverts
// └── when the series is 0: it reverts
contract LedgerIssueAndPayTest is LedgerBase {
    function test_issuesIntoAccountAndTells(uint96 series, bytes32 key, uint256 amount, bytes calldata data) public {
        vm.assume(series != 0);
        uint256 issued = _idOf(series, address(issuer));
        address account = ledger.accountOf(address(payee), key);

        _expectTransfer(address(issuer), address(0), account, issued, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Issued(issued, account, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Paid(address(issuer), address(payee), key, issued, amount);
        issuer.issueAndPay(series, address(payee), key, amount, data);

        _assertBalance(account, issued, amount);
        (address payer, bytes32 key_, uint256 id_, uint256 amount_, bytes memory data_) = payee.received();
        assertEq(payer, address(issuer));
        assertEq(key_, key);
        assertEq(id_, issued);
        assertEq(amount_, amount);
        assertEq(data_, data);
    }

    function test_reverts_whenPayeeRefuses(uint256 amount, bytes calldata data) public {
        payee.refuse();

        vm.expectRevert(abi.encodeWithSelector(Payee.Refused.selector, data));
        issuer.issueAndPay(OPEN, address(payee), KEY, amount, data);
        assertEq(ledger.totalSupply(openId), 0);
    }

    function test_reverts_whenPayeeIsNone(uint256 amount) public {
        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAPayee.selector, alice.account));
        issuer.issueAndPay(OPEN, alice.account, KEY, amount, "");
    }

    function test_reverts_whenSeriesIsReserved(uint256 amount) public {
        vm.expectRevert(Ledger.SeriesReserved.selector);
        issuer.issueAndPay(0, address(payee), KEY, amount, "");
    }
}
