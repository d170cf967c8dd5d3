// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Records} from "src/Records.sol";
import {Agreement} from "src/types/Terms.sol";

import {Token} from "../mocks/Token.sol";
import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// observe
/// ├── when nothing is in force: it reverts NoSuchAgreement
/// ├── when nothing came in that is not booked: it reverts NothingToObserve
/// └── else: it is a receipt without key or payer in the open month
///     ├── given tokens were sent to the account's address: they are collected
///     └── given money is locked, undivided, owed, held for months or by earlier versions: it is not booked again
contract SplitsObserveTest is SplitsBase {
    function testFuzz_booksWhatArrived(uint104 amount, address caller) public {
        vm.assume(amount != 0);
        Agreement memory agreement = _monthlyTerms();
        bytes32 root = _conclude(agreement);
        cashier.issue(asset, _accountOf(root), amount);
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(root, 0, address(0), NOVEMBER, amount, 0);
        vm.prank(caller);
        assertEq(splits.observe(agreement), amount);
        assertEq(splits.bucketOf(root, NOVEMBER).entries, 0);
        assertEq(splits.standingOf(root).held, amount);
    }

    function testFuzz_collectsTokens(uint104 amount, uint104 moved) public {
        vm.assume(amount != 0);
        Token token = new Token();
        Agreement memory agreement = _plain();
        agreement.money.asset = _idOf(address(token));
        bytes32 root = _conclude(agreement);
        token.mint(_accountOf(root), amount);
        token.mint(address(this), moved);
        token.approve(address(ledger), moved);
        ledger.deposit(address(token), _accountOf(root), moved, 0);
        assertEq(splits.observe(agreement), uint256(amount) + moved);
    }

    function test_booksNothingTwice() public {
        Agreement memory first = _site();
        bytes32 root = _conclude(first);
        _pay(root, 13_001);
        _close(first, 1000);
        _pay(root, 500);
        _refund(root, 600);
        _pay(root, 250, NOW + 30 days);
        Agreement memory next = _next(_site(), first);
        _amend(next, first);
        bytes memory reason = abi.encodeWithSelector(Records.NothingToObserve.selector, root);
        vm.expectRevert(reason);
        splits.observe(next);

        splits.settle(first);
        vm.warp(NOW + 61 days);
        splits.settle(first);
        vm.expectRevert(reason);
        splits.observe(next);
        cashier.issue(asset, _accountOf(root), 1);
        assertEq(splits.observe(next), 1);
    }

    function test_reverts_whenNothingIsInForce() public {
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(agreement)));
        splits.observe(agreement);
    }

    function test_reverts_whenNothingArrived() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _pay(root, 5);
        vm.expectRevert(abi.encodeWithSelector(Records.NothingToObserve.selector, root));
        splits.observe(agreement);
    }
}
