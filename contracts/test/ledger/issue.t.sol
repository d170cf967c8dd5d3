// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";

import {LedgerBase} from "./LedgerBase.sol";

// issue
// ├── when anyone issues a series of its own
// │   ├── it credits the receiver and raises the supply
// │   └── it emits Transfer and Issued
// ├── when the series is 0: it reverts, a token cannot issue what is held of it
// ├── when the supply would overflow: it reverts
// ├── when the receiver is nobody or the Ledger: it reverts
// └── when the series is restricted: it does not ask the issuer back
contract LedgerIssueTest is LedgerBase {
    function test_credits(address caller, uint96 series, address to, uint256 amount) public {
        vm.assume(series != 0 && to != address(0) && to != address(ledger));
        uint256 issued = _idOf(series, caller);

        vm.prank(caller);
        _expectTransfer(caller, address(0), to, issued, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Issued(issued, to, amount);
        ledger.issue(series, to, amount);

        _assertBalance(to, issued, amount);
        assertEq(ledger.totalSupply(issued), amount);
    }

    function test_reverts_whenSeriesIsReserved(address caller, uint256 amount) public {
        vm.prank(caller);
        vm.expectRevert(Ledger.SeriesReserved.selector);
        ledger.issue(0, alice.account, amount);
    }

    function test_reverts_whenSupplyOverflows(uint256 first, uint256 second) public {
        first = bound(first, 1, type(uint256).max);
        second = bound(second, type(uint256).max - first + 1, type(uint256).max);
        issuer.issue(OPEN, alice.account, first);

        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        issuer.issue(OPEN, bob.account, second);
    }

    function test_reverts_whenReceiverIsNobodyOrLedger(uint256 amount) public {
        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        issuer.issue(OPEN, address(0), amount);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        issuer.issue(OPEN, address(ledger), amount);
    }

    function test_doesNotAskBack_whenRestricted(uint256 amount) public {
        issuer.issue(RESTRICTED, alice.account, amount);

        assertEq(issuer.questions(), 0);
        _assertBalance(alice.account, restrictedId, amount);
    }
}
