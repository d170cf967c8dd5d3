// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ShrinkingToken} from "../mocks/ShrinkingToken.sol";
import {LedgerBase} from "./LedgerBase.sol";

// Tokens the Ledger does not support
// └── given a token whose balances shrink
//     ├── who withdraws first is paid in full, who is last is short
//     ├── a deposit made after the shrinking is not credited before the gap is filled
//     └── other tokens lose nothing
contract LedgerUnsupportedTest is LedgerBase {
    ShrinkingToken private _shrinking;

    function setUp() public override {
        super.setUp();
        _shrinking = new ShrinkingToken();
        _put(alice, 100);
        _put(bob, 100);
        _fund(alice.account, 100);
        _fund(bob.account, 100);
    }

    function test_lossStaysWithinTheToken(uint256 percent) public {
        percent = bound(percent, 50, 99);
        _shrinking.shrinkTo(percent);
        uint256 held = _shrinking.balanceOf(address(ledger));

        vm.prank(alice.account);
        ledger.withdraw(address(_shrinking), alice.account, 100);

        vm.startPrank(bob.account);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        ledger.withdraw(address(_shrinking), bob.account, 100);
        if (held > 100) ledger.withdraw(address(_shrinking), bob.account, _shrinking.balanceOf(address(ledger)));

        ledger.withdraw(address(token), bob.account, 100);
        assertEq(token.balanceOf(bob.account), 100);
        vm.stopPrank();
        vm.prank(alice.account);
        ledger.withdraw(address(token), alice.account, 100);
        assertEq(token.balanceOf(alice.account), 100);
    }

    function test_depositFillsGapFirst() public {
        _shrinking.shrinkTo(50);
        uint256 gap = ledger.totalSupply(_idOf(address(_shrinking))) - _shrinking.balanceOf(address(ledger));
        _shrinking.mint(carol.account, 2 * gap + 20);

        vm.prank(carol.account);
        assertEq(ledger.deposit(address(_shrinking), carol.account, gap + 10, 0), 10);
    }

    function _put(Signer memory signer, uint256 amount) private {
        _shrinking.mint(signer.account, amount);
        vm.prank(signer.account);
        ledger.deposit(address(_shrinking), signer.account, amount, amount);
    }
}
