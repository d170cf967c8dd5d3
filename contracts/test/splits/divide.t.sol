// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Records} from "src/Records.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// divide
/// ├── when the terms were never in force, or are not now: it reverts NoSuchAgreement, NotInForce
/// ├── when it is frozen: it reverts Frozen
/// ├── when they are the units of the terms before the end: it reverts WrongAsset
/// ├── when there is nothing, or too little to divide: it reverts NothingToPay
/// └── else: the last clause's receivers get their parts of what is in the account
contract SplitsDivideTest is SplitsBase {
    uint256 private _other;

    function setUp() public override {
        super.setUp();
        _other = _idOf(SERIES + 1, address(cashier));
    }

    function testFuzz_dividesOtherUnits(uint128 amount) public {
        vm.assume(amount >= 4);
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        cashier.issue(_other, _accountOf(root), amount);
        uint256[3] memory parts = [uint256(amount) * 50 / 100, uint256(amount) * 30 / 100, uint256(amount) * 20 / 100];
        vm.expectEmit(address(splits));
        emit Records.SurplusDivided(root, _other, parts[0] + parts[1] + parts[2]);
        splits.divide(agreement, _other);
        assertEq(ledger.balanceOf(alice.account, _other), parts[0]);
        assertEq(ledger.balanceOf(bob.account, _other), parts[1]);
        assertEq(ledger.balanceOf(carol.account, _other), parts[2]);
    }

    function test_afterTheEnd_dividesTheAssetToo() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _terminate(agreement);
        vm.warp(NOW + 1);
        splits.complete(agreement);
        cashier.issue(asset, _accountOf(root), 100);
        assertEq(splits.divide(agreement, asset), 100);
        assertEq(_heldBy(alice), 50);
    }

    function test_reverts_whenNeverInForce() public {
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(agreement)));
        splits.divide(agreement, _other);
    }

    function test_reverts_whenAnotherVersionIsInForce() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        bytes32 digest = _amend(_next(_plain(), first), first);
        vm.expectRevert(abi.encodeWithSelector(Records.NotInForce.selector, root, digest));
        splits.divide(first, _other);
    }

    function test_reverts_whenFrozen() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        _freeze(agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.divide(agreement, _other);
    }

    function test_reverts_whenTheUnitsOfTheTerms() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        cashier.issue(asset, _accountOf(root), 100);
        vm.expectRevert(abi.encodeWithSelector(Records.WrongAsset.selector, root, asset));
        splits.divide(agreement, asset);
    }

    function test_reverts_whenThereIsNothing() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        cashier.issue(_other, _accountOf(root), 1);
        vm.expectRevert(abi.encodeWithSelector(Records.NothingToPay.selector, _other));
        splits.divide(agreement, _other);
    }
}
