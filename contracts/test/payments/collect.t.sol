// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Receivables} from "src/Receivables.sol";
import {Receipt as Slip} from "src/types/Receipt.sol";

import {PaymentsBase} from "./PaymentsBase.t.sol";

// collect
// ├── when the debtor moved nothing: it reverts
// └── else
//     ├── it destroys units up to the receivable and emits ReceivableCollected
//     ├── given more than the receivable
//     │   ├── given a payee: the rest returns to its account
//     │   └── given a payer: the rest returns to it
//     └── given units of another issuer: they return to the debtor
contract PaymentsCollectTest is PaymentsBase {
    function testFuzz_collectsFromPayee(uint128 owed, uint256 moved, address caller) public {
        Slip memory receipt = _receipt();
        owed = uint128(bound(owed, 0, 1000));
        moved = bound(moved, 1, 1000);
        _issue(receipt);
        shop.give(0, 0);
        _refund(receipt, _refundOf(receipt, owed));
        shop.repay(KEY, id, moved);
        uint128 collected = uint128(moved < owed ? moved : owed);
        bytes32 receivableKey = _receivableKey(address(shop), KEY);

        if (collected != 0) {
            vm.expectEmit(address(payments));
            emit Receivables.ReceivableCollected(receivableKey, id, collected);
        }
        vm.prank(caller);
        assertEq(payments.collect(address(shop), KEY, id), collected);

        assertEq(payments.receivableOf(receivableKey), owed - collected);
        assertEq(_heldAt(address(payments), receivableKey), 0);
        assertEq(_heldAt(address(shop), KEY), 1000 - collected);
        _assertBalanced(1000 - owed);
    }

    function testFuzz_collectsFromPayer(uint128 owed, uint256 moved) public {
        Slip memory receipt = _plain();
        owed = uint128(bound(owed, 0, 1000));
        moved = bound(moved, 1, 1000);
        _issue(receipt);
        _refund(receipt, _refundOf(receipt, owed));
        _moveBack(moved, id);
        uint128 collected = uint128(moved < owed ? moved : owed);

        assertEq(payments.collect(alice.account, 0, id), collected);

        assertEq(_heldBy(alice.account), 1000 - collected);
        assertEq(payments.receivableOf(_receivableKey(alice.account, 0)), owed - collected);
        _assertBalanced(1000 - owed);
    }

    function test_collectsInParts() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        shop.give(0, 0);
        _refund(receipt, _refundOf(receipt, 600));
        for (uint128 i = 1; i <= 3; ++i) {
            shop.repay(KEY, id, 200);
            payments.collect(address(shop), KEY, id);
            assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 600 - 200 * i);
        }
    }

    /// @dev One debtor's units never pay another's receivable.
    function test_keysAreApart() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Slip memory other = _receipt();
        (other.key, other.transaction) = (keccak256("other key"), keccak256("other"));
        _issue(other);
        shop.give(0, 0);
        _refund(receipt, _refundOf(receipt, 400));
        shop.repay(other.key, id, 300);

        assertEq(payments.collect(address(shop), other.key, id), 0);
        assertEq(_heldAt(address(shop), other.key), 1000);
        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 400);
    }

    function test_returnsForeignUnits() public {
        uint256 foreign = _idOf(7, makeAddr("issuer"));
        _issue(foreign, alice.account, 50);
        address account = ledger.accountOf(address(payments), payments.receivableKeyOf(alice.account, 0, foreign));
        vm.prank(alice.account);
        ledger.transfer(account, foreign, 50);

        assertEq(payments.collect(alice.account, 0, foreign), 0);
        assertEq(ledger.balanceOf(alice.account, foreign), 50);
    }

    function test_reverts_whenNothingToCollect() public {
        Slip memory receipt = _plain();
        _issue(receipt);
        _refund(receipt, _refundOf(receipt, 400));

        vm.expectRevert(abi.encodeWithSelector(Receivables.NothingToCollect.selector, _receivableKey(alice.account, 0)));
        payments.collect(alice.account, 0, id);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Slip memory receipt = _plain();
        _issue(receipt);
        _refund(receipt, _refundOf(receipt, 600));
        _moveBack(400, id);
        payments.collect(alice.account, 0, id);
        vm.snapshotGasLastCall("payments", "collect");
    }

    function _moveBack(uint256 amount, uint256 id_) private {
        address account = ledger.accountOf(address(payments), _receivableKey(alice.account, 0));
        vm.prank(alice.account);
        ledger.transfer(account, id_, amount);
    }
}
